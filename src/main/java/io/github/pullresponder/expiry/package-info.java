/** Finds credentials that expire soon and sends warnings. */
@NullMarked
package io.github.pullresponder.expiry;

import org.jspecify.annotations.NullMarked;
