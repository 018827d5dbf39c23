package io.github.pullresponder.preflight;

/** The state of a permission or a dependency. */
public enum ProbeStatus {
    WORKS("works"),
    MISSING("missing"),
    /** Switched off by a setting. */
    OFF("off"),
    /** No answer: it is unknown if it is granted. */
    NOT_REACHED("not reached"),
    /** Reachable, but without effect, such as a queue that does not drain. */
    STUCK("stuck"),
    /** There is no resource to test it on, or another test must succeed first. */
    NOT_TRIED("not tried");

    private final String words;

    ProbeStatus(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
