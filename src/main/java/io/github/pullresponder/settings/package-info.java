/** The app settings, validated. */
@NullMarked
package io.github.pullresponder.settings;

import org.jspecify.annotations.NullMarked;
