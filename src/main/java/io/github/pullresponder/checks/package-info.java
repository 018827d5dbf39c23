/** One class for each check, and the remedies that findings name. */
@NullMarked
package io.github.pullresponder.checks;

import org.jspecify.annotations.NullMarked;
