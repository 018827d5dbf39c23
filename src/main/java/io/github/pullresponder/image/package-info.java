/** Image references and platforms, as the OCI specifications define them. */
@NullMarked
package io.github.pullresponder.image;

import org.jspecify.annotations.NullMarked;
