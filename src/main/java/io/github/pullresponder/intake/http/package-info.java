/** Reads the body of a diagnosis request. */
@NullMarked
package io.github.pullresponder.intake.http;

import org.jspecify.annotations.NullMarked;
