package io.github.pullresponder.diagnosis;

/** Reads parts of a diagnosis of the shop. */
final class ShopResults {
    private ShopResults() {}

    static Verdict verdictOf(Diagnosis diagnosis, String checkId) {
        return diagnosis.checks().stream()
                .filter(check -> check.id().equals(checkId))
                .findFirst()
                .orElseThrow()
                .verdict();
    }
}
