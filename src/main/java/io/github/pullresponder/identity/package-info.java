/** Entra applications, service principals and role assignments: the access to pull. */
@NullMarked
package io.github.pullresponder.identity;

import org.jspecify.annotations.NullMarked;
