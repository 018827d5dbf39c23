package io.github.pullresponder.endtoend;

/**
 * A card as a person sees it.
 *
 * @param banner its first line
 * @param text all of the message
 */
record Card(String banner, String text) {
    static Card of(String message) {
        return new Card(
                Stage.json(message).findValuesAsText("text").stream()
                        .findFirst()
                        .orElse(""),
                message);
    }

    boolean isOfWhatNobodyCouldDiagnose() {
        return banner.contains("cause not found");
    }

    boolean isOver() {
        return banner.startsWith("RESOLVED");
    }
}
