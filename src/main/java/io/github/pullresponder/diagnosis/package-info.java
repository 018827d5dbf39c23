/** Causes, checks, verdicts and findings of one pull failure, and the engine that runs the checks. */
@NullMarked
package io.github.pullresponder.diagnosis;

import org.jspecify.annotations.NullMarked;
