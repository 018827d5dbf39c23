/** Remedies: what to do about a cause, and the commands that do it. */
@NullMarked
package io.github.pullresponder.checks.remedy;

import org.jspecify.annotations.NullMarked;
