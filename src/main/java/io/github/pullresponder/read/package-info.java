/** Reads of facts: asynchronous, once, with a deadline, from a source, by a permission. */
@NullMarked
package io.github.pullresponder.read;

import org.jspecify.annotations.NullMarked;
