package io.github.pullresponder.sandbox.remedy;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that a command runs.
 *
 * @param words the name and the arguments
 * @param input the standard input
 * @param folder the working folder
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
