/** Answers of Log Analytics. */
@NullMarked
package io.github.pullresponder.evidence.logs;

import org.jspecify.annotations.NullMarked;
