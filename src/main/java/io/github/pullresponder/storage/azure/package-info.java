/** Queue, table and blobs of a storage account. */
@NullMarked
package io.github.pullresponder.storage.azure;

import org.jspecify.annotations.NullMarked;
