/** Predicts the pulls that fail after a change in Azure. */
@NullMarked
package io.github.pullresponder.impact;

import org.jspecify.annotations.NullMarked;
