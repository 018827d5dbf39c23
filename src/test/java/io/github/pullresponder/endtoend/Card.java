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
                TestDeployment.json(message).findValuesAsText("text").stream()
                        .findFirst()
                        .orElse(""),
                message);
    }

    boolean isAboutUndiagnosedFailure() {
        return banner.contains("cause not found");
    }

    /** Returns true if the card's button opens the report of this name. */
    boolean links(String report) {
        return text.contains(report.substring(report.lastIndexOf('/') + 1, report.lastIndexOf('.')));
    }

    boolean isPossiblyRepeated() {
        return text.contains("Possibly repeated");
    }

    boolean isOver() {
        return banner.startsWith("RESOLVED");
    }
}
