/** Role definitions and assignments, and which of them permit a pull. */
@NullMarked
package io.github.pullresponder.evidence.roles;

import org.jspecify.annotations.NullMarked;
