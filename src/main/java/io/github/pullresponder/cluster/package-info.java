/** AKS clusters and their Kubernetes objects, with the properties that matter to image pulls. */
@NullMarked
package io.github.pullresponder.cluster;

import org.jspecify.annotations.NullMarked;
