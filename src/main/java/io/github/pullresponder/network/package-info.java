/** The network between nodes and registry: model, analysis and the traced path. */
@NullMarked
package io.github.pullresponder.network;

import org.jspecify.annotations.NullMarked;
