/** Questions that a check may ask, as small interfaces, and the values that answer them. */
@NullMarked
package io.github.pullresponder.evidence;

import org.jspecify.annotations.NullMarked;
