package io.github.pullresponder.intake.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Reads the caller of a change, from the claims of the request's token. */
public final class CallerClaimsReader {
    /** The claims with the caller's name, in order of preference; the last identifies an application ("Access token claims reference"). */
    private static final List<String> CLAIMS = List.of(
            "name",
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
            "upn",
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
            "appid");

    private static final int LONGEST = 256;

    private CallerClaimsReader() {}

    /**
     * Returns the caller in the claims.
     *
     * @param claims an object, or a string with an object, as in activity log alerts
     */
    public static Optional<String> in(JsonNode claims) {
        var object = JsonInputParser.inText(claims).orElse(claims);
        return CLAIMS.stream()
                .map(claim -> object.path(claim))
                .filter(claim -> claim.isTextual() && !claim.textValue().isBlank())
                .map(claim -> claim.textValue().strip())
                .map(who -> who.length() <= LONGEST ? who : who.substring(0, LONGEST))
                .findFirst();
    }
}
