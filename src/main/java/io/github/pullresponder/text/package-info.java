/** Formatting and scanning of plain text: lists, dates, printable characters, ASCII classes. */
@NullMarked
package io.github.pullresponder.text;

import org.jspecify.annotations.NullMarked;
