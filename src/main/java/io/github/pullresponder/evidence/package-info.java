/** The questions that a diagnosis can ask, one interface for each remote system. */
@NullMarked
package io.github.pullresponder.evidence;

import org.jspecify.annotations.NullMarked;
