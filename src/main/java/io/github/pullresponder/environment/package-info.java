/** The environment the app runs in: Azure, or a sandbox on this machine. */
@NullMarked
package io.github.pullresponder.environment;

import org.jspecify.annotations.NullMarked;
