/** Commands that run outside of the Functions host. */
@NullMarked
package io.github.pullresponder.cli;

import org.jspecify.annotations.NullMarked;
