/** Checks of the identities that authenticate a pull: roles, credentials, pull secrets. */
@NullMarked
package io.github.pullresponder.checks.identity;

import org.jspecify.annotations.NullMarked;
