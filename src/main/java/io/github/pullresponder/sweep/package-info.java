/** Predicts failures: after a change, and before a credential expires. */
@NullMarked
package io.github.pullresponder.sweep;

import org.jspecify.annotations.NullMarked;
