/** Turns input from Azure into work items on the queue. */
@NullMarked
package io.github.pullresponder.intake;

import org.jspecify.annotations.NullMarked;
