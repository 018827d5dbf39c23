/**
 * Rights that the identity holds and the settings do not ask for: role assignments of Azure and permissions of Microsoft Graph. What
 * is judged here was read before; {@link io.github.pullresponder.preflight.unneeded.RightsReview} does both.
 */
package io.github.pullresponder.preflight.unneeded;
