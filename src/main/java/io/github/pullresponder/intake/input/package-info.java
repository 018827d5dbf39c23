/** Validated parts of inputs: fields, ids, times, failed pods. */
@NullMarked
package io.github.pullresponder.intake.input;

import org.jspecify.annotations.NullMarked;
