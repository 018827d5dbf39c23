/** Commands to paste: built word by word, so that no value can become code in a shell. */
@NullMarked
package io.github.pullresponder.command;

import org.jspecify.annotations.NullMarked;
