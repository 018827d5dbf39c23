package io.github.pullresponder.infra.scripts;

/** The output of a stubbed program. */
record Reply(int exitCode, String out, String err) {
    static Reply of(String out) {
        return new Reply(0, out, "");
    }

    static Reply nothing() {
        return of("");
    }

    static Reply failure(int exitCode, String err) {
        return new Reply(exitCode, "", err);
    }

    /** The answer of az if a right is missing. */
    static Reply forbidden() {
        return failure(1, "ERROR: Forbidden({\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no right\"}})");
    }

    /** The answer of az if a resource is absent. */
    static Reply notFound() {
        return failure(1, "ERROR: Not Found({\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"not found\"}})");
    }

    Reply warning(String text) {
        return new Reply(exitCode, out, "WARNING: " + text + "\n" + err);
    }
}
