/** In-memory queue, table and blobs. */
@NullMarked
package io.github.pullresponder.storage.embedded;

import org.jspecify.annotations.NullMarked;
