/** Answers of a registry. */
@NullMarked
package io.github.pullresponder.evidence.registry;

import org.jspecify.annotations.NullMarked;
