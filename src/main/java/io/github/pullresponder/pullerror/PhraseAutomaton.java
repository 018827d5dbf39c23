package io.github.pullresponder.pullerror;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * Finds all phrases of a table in one pass over a text, regardless of their number (Aho and Corasick, 1975): one step
 * for each character, without backtracking.
 */
final class PhraseAutomaton {

    static final int START = 0;
    private static final int ASCII = 128;

    /** Column of each ASCII character in the table; 0 for characters of no phrase. */
    private final byte[] columns = new byte[ASCII];

    private final int width;
    private final char[] next;
    private final PullErrorPhrase[][] found;

    PhraseAutomaton(List<PullErrorPhrase> phrases) {
        this.width = numberColumns(phrases);
        List<int[]> trie = new ArrayList<>();
        List<List<PullErrorPhrase>> endings = new ArrayList<>();
        addState(trie, endings);
        phrases.forEach(phrase -> add(phrase, trie, endings));
        if (trie.size() > Character.MAX_VALUE) {
            throw new IllegalArgumentException("Too many phrases: " + phrases.size());
        }
        linkSuffixes(trie, endings);
        this.next = new char[trie.size() * width];
        for (int state = 0; state < trie.size(); state++) {
            for (int column = 0; column < width; column++) {
                next[state * width + column] = (char) Math.max(0, trie.get(state)[column]);
            }
        }
        this.found = endings.stream()
                .map(list -> list.toArray(PullErrorPhrase[]::new))
                .toArray(PullErrorPhrase[][]::new);
    }

    /** Returns the state after one more character. */
    int step(int state, char c) {
        return c < ASCII ? next[state * width + columns[c]] : START;
    }

    /** The phrases that end at a state, longest first. */
    PullErrorPhrase[] endingAt(int state) {
        return found[state];
    }

    private int numberColumns(List<PullErrorPhrase> phrases) {
        int count = 0;
        for (PullErrorPhrase phrase : phrases) {
            for (char c : phrase.text().toCharArray()) {
                if (columns[c] == 0) {
                    columns[c] = (byte) ++count;
                }
            }
        }
        for (char upper = 'A'; upper <= 'Z'; upper++) {
            columns[upper] = columns[AsciiCharacters.toLower(upper)];
        }
        // A line break within a phrase counts as a space.
        columns['\n'] = columns[' '];
        return count + 1;
    }

    private int addState(List<int[]> trie, List<List<PullErrorPhrase>> endings) {
        int[] row = new int[width];
        Arrays.fill(row, -1);
        trie.add(row);
        endings.add(new ArrayList<>());
        return trie.size() - 1;
    }

    private void add(PullErrorPhrase phrase, List<int[]> trie, List<List<PullErrorPhrase>> endings) {
        int state = START;
        for (char c : phrase.text().toCharArray()) {
            int[] row = trie.get(state);
            if (row[columns[c]] < 0) {
                row[columns[c]] = addState(trie, endings);
            }
            state = row[columns[c]];
        }
        endings.get(state).add(phrase);
    }

    /** Breadth first, so that the longest proper suffix of a state is complete before the state itself. */
    private void linkSuffixes(List<int[]> trie, List<List<PullErrorPhrase>> endings) {
        int[] suffix = new int[trie.size()];
        Queue<Integer> open = new ArrayDeque<>(List.of(START));
        while (!open.isEmpty()) {
            int state = open.remove();
            int[] row = trie.get(state);
            for (int column = 0; column < width; column++) {
                int fallback = state == START ? START : Math.max(0, trie.get(suffix[state])[column]);
                if (row[column] < 0) {
                    row[column] = fallback;
                } else {
                    suffix[row[column]] = fallback;
                    endings.get(row[column]).addAll(endings.get(fallback));
                    open.add(row[column]);
                }
            }
        }
    }
}
