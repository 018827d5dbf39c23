package io.github.pullresponder.preflight;

/** Whether something that the responder needs is there. */
public enum ProbeStatus {
    WORKS("works"),
    MISSING("missing"),
    /** The settings do not want it. */
    OFF("off"),
    /** No answer: whether it is granted is not known. */
    NOT_REACHED("not reached"),
    /** It is there, and nothing comes of it. */
    STUCK("stuck"),
    /** There is nothing to try it on, or another thing must work first. */
    NOT_TRIED("not tried");

    private final String words;

    ProbeStatus(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
