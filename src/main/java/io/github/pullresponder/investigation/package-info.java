/** Investigates work items under a lease, and follows up on open incidents. */
@NullMarked
package io.github.pullresponder.investigation;

import org.jspecify.annotations.NullMarked;
