/** Answers of the Kubernetes API of a cluster. */
@NullMarked
package io.github.pullresponder.evidence.kubernetes;

import org.jspecify.annotations.NullMarked;
