/** Stores reports, and sends cards to Teams. */
@NullMarked
package io.github.pullresponder.delivery;

import org.jspecify.annotations.NullMarked;
