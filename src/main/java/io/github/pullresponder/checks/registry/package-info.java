/** Checks of the registry: existence, health, limits and encryption key. */
@NullMarked
package io.github.pullresponder.checks.registry;

import org.jspecify.annotations.NullMarked;
