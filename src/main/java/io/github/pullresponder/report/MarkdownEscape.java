package io.github.pullresponder.report;

import io.github.pullresponder.text.NonPrintableCharacterFilter;

/** Escapes text from outside for Markdown: every punctuation character with a meaning. */
final class MarkdownEscape {
    private static final String MEANINGFUL = "\\`*_{}[]<>()#+!|~&";

    private MarkdownEscape() {}

    static String escape(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (!NonPrintableCharacterFilter.is(c)) {
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
