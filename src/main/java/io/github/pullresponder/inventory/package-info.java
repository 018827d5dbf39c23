/** The images and pull secrets that the pods of a cluster use. */
@NullMarked
package io.github.pullresponder.inventory;

import org.jspecify.annotations.NullMarked;
