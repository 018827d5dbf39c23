/** The list of all checks, by family. */
@NullMarked
package io.github.pullresponder.checks;

import org.jspecify.annotations.NullMarked;
