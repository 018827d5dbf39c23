/** Tests every permission and endpoint that the settings imply. */
@NullMarked
package io.github.pullresponder.preflight;

import org.jspecify.annotations.NullMarked;
