/** The evidence that a diagnosis can read, one interface for each remote system. */
@NullMarked
package io.github.pullresponder.evidence;

import org.jspecify.annotations.NullMarked;
