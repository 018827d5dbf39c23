/** Azure container registries and the key vaults that encrypt them. */
@NullMarked
package io.github.pullresponder.registry;

import org.jspecify.annotations.NullMarked;
