/** HTTP transport for Azure: one host per pipeline, bounded answers. */
@NullMarked
package io.github.pullresponder.evidence.azure.http;

import org.jspecify.annotations.NullMarked;
