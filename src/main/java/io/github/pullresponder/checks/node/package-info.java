/** Checks of the node that pulls: disk, clock and pull rate limit. */
@NullMarked
package io.github.pullresponder.checks.node;

import org.jspecify.annotations.NullMarked;
