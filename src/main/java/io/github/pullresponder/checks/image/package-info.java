/** Checks of the image: repository, tag, state and platform. */
@NullMarked
package io.github.pullresponder.checks.image;

import org.jspecify.annotations.NullMarked;
