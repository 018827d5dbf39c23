/** One image pull: the failure, the identities that can authenticate it, and its facts, each read once. */
@NullMarked
package io.github.pullresponder.pull;

import org.jspecify.annotations.NullMarked;
