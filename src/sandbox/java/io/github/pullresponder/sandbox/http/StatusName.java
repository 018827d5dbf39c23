package io.github.pullresponder.sandbox.http;

import io.javalin.http.HttpStatus;

/** The standard phrases of RFC 9110 for status codes. */
public final class StatusName {
    private StatusName() {}

    /** For example {@code Too Many Requests}. */
    public static String phrase(int status) {
        return HttpStatus.forStatus(status).getMessage();
    }

    /** For example {@code TooManyRequests}. */
    public static String code(int status) {
        return phrase(status).replaceAll("[^A-Za-z]", "");
    }
}
