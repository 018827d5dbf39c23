/** Reads Azure Monitor alerts and completes them from the logs. */
@NullMarked
package io.github.pullresponder.intake.alert;

import org.jspecify.annotations.NullMarked;
