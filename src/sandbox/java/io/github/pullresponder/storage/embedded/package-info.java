/** Queue, table and blobs in this process. */
@NullMarked
package io.github.pullresponder.storage.embedded;

import org.jspecify.annotations.NullMarked;
