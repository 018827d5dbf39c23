/** Image references and pull errors. */
@NullMarked
package io.github.pullresponder.pull;

import org.jspecify.annotations.NullMarked;
