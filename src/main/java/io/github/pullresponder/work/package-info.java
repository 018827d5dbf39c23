/** Work items, and their form on the queue. */
@NullMarked
package io.github.pullresponder.work;

import org.jspecify.annotations.NullMarked;
