/** Ids and regions of Azure resources. */
@NullMarked
package io.github.pullresponder.resource;

import org.jspecify.annotations.NullMarked;
