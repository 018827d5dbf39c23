/** Answers of Microsoft Graph. */
@NullMarked
package io.github.pullresponder.evidence.directory;

import org.jspecify.annotations.NullMarked;
