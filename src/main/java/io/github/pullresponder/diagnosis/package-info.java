/** The catalog of causes, the checks that confirm them, and the diagnosis they add up to. */
@NullMarked
package io.github.pullresponder.diagnosis;

import org.jspecify.annotations.NullMarked;
