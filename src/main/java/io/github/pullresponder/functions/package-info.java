/** Entry points of the Functions host, one class for each function. */
@NullMarked
package io.github.pullresponder.functions;

import org.jspecify.annotations.NullMarked;
