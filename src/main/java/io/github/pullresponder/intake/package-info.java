/** Turns alerts, events and rows of logs into work items. */
@NullMarked
package io.github.pullresponder.intake;

import org.jspecify.annotations.NullMarked;
