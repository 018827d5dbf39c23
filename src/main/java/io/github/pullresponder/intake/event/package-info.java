/** Reads Event Grid events. */
@NullMarked
package io.github.pullresponder.intake.event;

import org.jspecify.annotations.NullMarked;
