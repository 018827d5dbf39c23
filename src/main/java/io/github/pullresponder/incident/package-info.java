/** Incidents and storms: the state that ensures one notification per incident. */
@NullMarked
package io.github.pullresponder.incident;

import org.jspecify.annotations.NullMarked;
