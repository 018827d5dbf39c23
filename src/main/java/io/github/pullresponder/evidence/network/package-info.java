/** The network between nodes and registry as values, and pure answers over them. */
@NullMarked
package io.github.pullresponder.evidence.network;

import org.jspecify.annotations.NullMarked;
