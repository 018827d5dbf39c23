/** Remedies: the sentences and commands that fix a cause. */
@NullMarked
package io.github.pullresponder.checks.remedy;

import org.jspecify.annotations.NullMarked;
