package io.github.pullresponder.report;

import io.github.pullresponder.text.Printable;

/** Makes text from outside harmless in Markdown: every punctuation that can mean something is escaped. */
final class MarkdownEscape {
    private static final String MEANINGFUL = "\\`*_{}[]<>()#+!|~&";

    private MarkdownEscape() {}

    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (!Printable.is(c)) {
                safe.append(' ');
            } else {
                if (MEANINGFUL.indexOf(c) >= 0) {
                    safe.append('\\');
                }
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
