/** The store of reports. */
@NullMarked
package io.github.pullresponder.delivery;

import org.jspecify.annotations.NullMarked;
