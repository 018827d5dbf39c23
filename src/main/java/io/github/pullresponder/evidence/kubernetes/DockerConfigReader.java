package io.github.pullresponder.evidence.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.SecretValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a Docker configuration as the kubelet does, which is Go's {@code encoding/json}: names of fields match in any case, a
 * repeated {@code auths} adds to the first, {@code null} leaves a text as it is, and one value of a wrong type at any place makes
 * the whole configuration unreadable (Kubernetes: pkg/credentialprovider, config.go).
 */
final class DockerConfigReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final String text;
    private final Map<String, RegistryLogin> logins = new LinkedHashMap<>();

    DockerConfigReader(String text) {
        this.text = text;
    }

    /** The reason why the kubelet cannot read it: one sentence, without any part of a credential. */
    static final class DockerConfigException extends IOException {
        private static final long serialVersionUID = 1L;

        DockerConfigException(String why) {
            super(why);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * Reads all logins.
     *
     * @param field the field that contains the logins; empty if the whole document does
     * @throws DockerConfigException if the kubelet would reject it
     * @throws IOException if it is not JSON
     */
    List<RegistryLogin> read(String field) throws IOException {
        if (text.startsWith("\uFEFF")) {
            throw new DockerConfigException("its JSON starts with a byte order mark");
        }
        Optional<DockerConfigException> unreadable = Optional.empty();
        try (var json = JSON.createParser(text)) {
            json.nextToken();
            try {
                if (field.isEmpty()) {
                    readLogins(json, "it");
                } else {
                    readConfig(json, field);
                }
            } catch (DockerConfigException e) {
                unreadable = Optional.of(e);
            }
            // Like Go, reports invalid JSON first, up to the end of the document.
            while (unreadable.isPresent() && json.nextToken() != null) {
                // Only the syntax matters.
            }
            if (unreadable.isPresent()) {
                throw unreadable.get();
            }
            if (json.nextToken() != null) {
                throw new DockerConfigException("there is text after its JSON");
            }
        }
        return new ArrayList<>(logins.values());
    }

    private void readConfig(JsonParser json, String field) throws IOException {
        if (!isObject(json, "it is not a JSON object")) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            if (name.equalsIgnoreCase(field)) {
                readLogins(json, "its " + field);
            } else if (name.equalsIgnoreCase("HttpHeaders")) {
                readHeaders(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readLogins(JsonParser json, String what) throws IOException {
        if (!isObject(json, what + " is not a JSON object")) {
            logins.clear();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            logins.put(name, login(new DockerAuthsKey(name), json));
        }
    }

    private static void readHeaders(JsonParser json) throws IOException {
        if (isObject(json, "its HttpHeaders are not a JSON object")) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                json.nextToken();
                textOr("", json, "a value of its HttpHeaders is not a string");
            }
        }
    }

    private static RegistryLogin login(DockerAuthsKey key, JsonParser json) throws IOException {
        var user = "";
        var password = "";
        var auth = "";
        if (isObject(json, "the entry %s is not a JSON object".formatted(key))) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                var wrong = "a value in the entry %s is not a string".formatted(key);
                if (name.equalsIgnoreCase("username")) {
                    user = textOr(user, json, wrong);
                } else if (name.equalsIgnoreCase("password")) {
                    password = textOr(password, json, wrong);
                } else if (name.equalsIgnoreCase("auth")) {
                    auth = textOr(auth, json, wrong);
                } else if (name.equalsIgnoreCase("email")) {
                    textOr("", json, wrong);
                } else {
                    json.skipChildren();
                }
            }
        }
        if (!auth.isEmpty()) {
            return fromAuth(key, auth);
        }
        return user.isEmpty() || password.isEmpty()
                ? new RegistryLogin(
                        key,
                        "",
                        new SecretValue(""),
                        Optional.of("its entry %s has neither auth nor username and password".formatted(key)))
                : new RegistryLogin(key, user, new SecretValue(password), Optional.empty());
    }

    /** @return true if there are fields to read; {@code null} has none */
    private static boolean isObject(JsonParser json, String otherwise) throws DockerConfigException {
        if (json.currentToken() != JsonToken.START_OBJECT && json.currentToken() != JsonToken.VALUE_NULL) {
            throw new DockerConfigException(otherwise);
        }
        return json.currentToken() == JsonToken.START_OBJECT;
    }

    private static String textOr(String before, JsonParser json, String otherwise) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return before;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new DockerConfigException(otherwise);
        }
        return json.getText();
    }

    private static RegistryLogin fromAuth(DockerAuthsKey key, String auth) throws DockerConfigException {
        var pair = decode(key, auth);
        var colon = pair.indexOf(':');
        if (colon < 0) {
            throw new DockerConfigException("the auth of its entry %s is not base64 of user:password".formatted(key));
        }
        return new RegistryLogin(
                key,
                pair.substring(0, colon),
                new SecretValue(withoutTrailingZeros(pair.substring(colon + 1))),
                Optional.empty());
    }

    /** Decodes base64 as Go does: line breaks are ignored, spaces are not; padding must be complete or missing. */
    private static String decode(DockerAuthsKey key, String auth) throws DockerConfigException {
        var letters = auth.replace("\r", "").replace("\n", "");
        try {
            if (letters.endsWith("=") && letters.length() % 4 != 0) {
                throw new IllegalArgumentException("wrong padding");
            }
            return new String(Base64.getDecoder().decode(letters), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DockerConfigException("the auth of its entry %s is not base64".formatted(key));
        }
    }

    /** Removes the padding that Docker adds to passwords; in one pass, because a regular expression would start again from each zero. */
    private static String withoutTrailingZeros(String password) {
        var end = password.length();
        while (end > 0 && password.charAt(end - 1) == 0) {
            end--;
        }
        return password.substring(0, end);
    }
}
