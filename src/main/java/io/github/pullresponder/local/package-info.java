/** Connects a developer's app to a sandbox instead of Azure. */
@NullMarked
package io.github.pullresponder.local;

import org.jspecify.annotations.NullMarked;
