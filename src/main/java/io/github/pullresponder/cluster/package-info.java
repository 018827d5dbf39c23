/** AKS clusters and their Kubernetes objects, as far as image pulls need them. */
@NullMarked
package io.github.pullresponder.cluster;

import org.jspecify.annotations.NullMarked;
