/** Queue, table and blobs, as small interfaces. */
@NullMarked
package io.github.pullresponder.storage;

import org.jspecify.annotations.NullMarked;
