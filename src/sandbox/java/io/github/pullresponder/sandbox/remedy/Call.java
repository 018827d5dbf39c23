package io.github.pullresponder.sandbox.remedy;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that a command runs.
 *
 * @param words its name and its arguments
 * @param input what it would read from its standard input
 * @param folder the one it runs in
 */
record Call(List<String> words, String input, Path folder) {
    Call {
        words = List.copyOf(words);
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
