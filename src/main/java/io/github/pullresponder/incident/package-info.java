/** Leases, incidents over time, and the notifications about them. */
@NullMarked
package io.github.pullresponder.incident;

import org.jspecify.annotations.NullMarked;
