/** Sweeps credentials that expire soon and warns before they do. */
@NullMarked
package io.github.pullresponder.expiry;

import org.jspecify.annotations.NullMarked;
