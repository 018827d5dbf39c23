package io.github.pullresponder.evidence.azure.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.regex.Pattern;

/** A registry refused the client because of its network rules. No role would help. */
public final class ClientIpNotAllowedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The registry's error: {@code {"errors":[{"code":"DENIED","message":"client with IP '…' is not allowed access. …"}]}}. */
    private static final Pattern REFUSED =
            Pattern.compile("client with IP '([0-9a-fA-F.:]{2,45})' is not allowed access");

    private final String address;

    private ClientIpNotAllowedException(String address) {
        super("the client " + address + " is not allowed");
        this.address = address;
    }

    /** The source address of the client, as the registry sees it. */
    public String address() {
        return address;
    }

    /** Returns the exception for the body of a 403, if the network rules are its reason. */
    static Optional<ClientIpNotAllowedException> in(String body) {
        try {
            for (JsonNode error : JSON.readTree(body).path("errors")) {
                var refused = REFUSED.matcher(error.path("message").asText());
                if (refused.find()) {
                    return Optional.of(new ClientIpNotAllowedException(refused.group(1)));
                }
            }
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
