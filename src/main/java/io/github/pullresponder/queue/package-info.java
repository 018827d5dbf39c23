/** Work items, the changes they report, and their form as queue messages. */
@NullMarked
package io.github.pullresponder.queue;

import org.jspecify.annotations.NullMarked;
