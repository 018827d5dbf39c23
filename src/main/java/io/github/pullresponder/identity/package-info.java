/** Entra applications, service principals and role assignments: who may pull. */
@NullMarked
package io.github.pullresponder.identity;

import org.jspecify.annotations.NullMarked;
