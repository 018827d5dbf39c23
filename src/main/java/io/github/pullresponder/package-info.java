/** Composition root: puts the parts together, and the platform that they run on. */
@NullMarked
package io.github.pullresponder;

import org.jspecify.annotations.NullMarked;
