/** Watches Log Analytics workspaces for failed pulls. */
@NullMarked
package io.github.pullresponder.intake.logwatch;

import org.jspecify.annotations.NullMarked;
