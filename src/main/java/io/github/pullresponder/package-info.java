/** The composition root: builds the app once per process. */
@NullMarked
package io.github.pullresponder;

import org.jspecify.annotations.NullMarked;
