package io.github.pullresponder.intake.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Who made a change, by the claims of the token that the request was made with. */
public final class Caller {
    /** From what a person is called to what at least identifies an application ("Access token claims reference"). */
    private static final List<String> CLAIMS = List.of(
            "name",
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
            "upn",
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
            "appid");

    private static final int LONGEST = 256;

    private Caller() {}

    /**
     * Returns the caller that the claims name.
     *
     * @param claims an object, or one in a text, as in alerts about the activity log
     */
    public static Optional<String> in(JsonNode claims) {
        var object = JsonInput.inText(claims).orElse(claims);
        return CLAIMS.stream()
                .map(claim -> object.path(claim))
                .filter(claim -> claim.isTextual() && !claim.textValue().isBlank())
                .map(claim -> claim.textValue().strip())
                .map(who -> who.length() <= LONGEST ? who : who.substring(0, LONGEST))
                .findFirst();
    }
}
