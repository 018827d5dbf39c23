package io.github.pullresponder.checks.image;

import io.github.pullresponder.text.EditDistance;
import java.util.Comparator;
import java.util.List;

/** "Did you mean": the names that differ least from one that does not exist. */
public final class SimilarNameFinder {
    /** More suggestions would not help. */
    public static final int MOST = 5;

    /** Longer names may differ by more letters. */
    private static final int LETTERS_A_DIFFERENCE = 4;

    private static final int LEAST_DIFFERENCE = 2;

    private SimilarNameFinder() {}

    /** The most similar first; equally similar names stay in their order. */
    static List<String> of(String wanted, List<String> names) {
        var limit = Math.max(LEAST_DIFFERENCE, wanted.length() / LETTERS_A_DIFFERENCE);
        return names.stream()
                .distinct()
                .filter(name -> distance(wanted, name) <= limit)
                .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
                .limit(MOST)
                .toList();
    }

    /** A name in another folder is as similar as a name with one different letter. */
    private static int distance(String wanted, String name) {
        return lastOf(wanted).equals(lastOf(name)) && !wanted.equals(name) ? 1 : EditDistance.between(wanted, name);
    }

    private static String lastOf(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
