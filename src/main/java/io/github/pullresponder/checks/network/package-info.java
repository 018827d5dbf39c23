/** Checks of the network path from the nodes to the registry. */
@NullMarked
package io.github.pullresponder.checks.network;

import org.jspecify.annotations.NullMarked;
