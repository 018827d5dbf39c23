/** Compares the rights that the app holds with those that the settings need. */
@NullMarked
package io.github.pullresponder.preflight.unneeded;

import org.jspecify.annotations.NullMarked;
