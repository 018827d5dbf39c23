/**
 * Rights that the identity holds and the settings do not ask for: role assignments of Azure and permissions of Microsoft
 * Graph. {@link io.github.pullresponder.preflight.unneeded.RightsReview} reads and compares them.
 */
package io.github.pullresponder.preflight.unneeded;
