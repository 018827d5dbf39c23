/** Incidents and storms: the state that limits people to one notification per incident. */
@NullMarked
package io.github.pullresponder.incident;

import org.jspecify.annotations.NullMarked;
