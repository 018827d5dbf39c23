/** Removes secrets from text that comes from outside. */
@NullMarked
package io.github.pullresponder.redaction;

import org.jspecify.annotations.NullMarked;
