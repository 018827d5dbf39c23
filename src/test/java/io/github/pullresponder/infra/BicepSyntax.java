package io.github.pullresponder.infra;

/** A template that cannot be read; the message says where, and why. */
final class BicepSyntax extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BicepSyntax(String file, int line, String reason) {
        super("%s:%d: %s".formatted(file, line, reason));
    }
}
