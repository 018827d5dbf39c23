package io.github.pullresponder.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The spellings of a secret in a text: each key form, with each separator, each quoting and each encoding, around each value. */
final class SecretProbes {
    private static final List<String> KEYS = List.of(
            "password",
            "Password",
            "PASSWORD",
            "docker-password",
            "docker_password",
            "dockerPassword",
            "DOCKER_PASSWORD",
            "acr.password2",
            "AZURE_CONTAINER_REGISTRY_ADMIN_PASSWORD",
            "secret",
            "client_secret",
            "client-secret",
            "clientSecret",
            "ClientSecret",
            "AZURE_CLIENT_SECRET",
            "token",
            "access_token",
            "accessToken",
            "REFRESH-TOKEN",
            "identitytoken",
            "key",
            "api_key",
            "apiKey",
            "X-Api-Key",
            "AccountKey",
            "SharedAccessKey");

    private static final List<String> SEPARATORS =
            List.of("=", ":", ": ", " : ", " = ", "= ", " =", ":  ", ":\t", "=\t", ":=", "=>");

    /** The quoting of key and value. */
    private static final List<Quoting> QUOTINGS = List.of(
            new Quoting("none", "", ""),
            new Quoting("value \"", "", "\""),
            new Quoting("value '", "", "'"),
            new Quoting("both \"", "\"", "\""),
            new Quoting("both '", "'", "'"),
            new Quoting("both `", "`", "`"));

    private static final List<Encoding> ENCODINGS = List.of(
            new Encoding("plain", text -> text),
            new Encoding("JSON", SecretProbes::inJson),
            new Encoding("JSON in JSON", text -> inJson(inJson(text))),
            new Encoding("JSON as Go writes it", text -> hexadecimal(inJson(text), "\"=&<>", "\\u%04x")),
            new Encoding("URL", text -> hexadecimal(text, " \t\"'`:=&/+,;>", "%%%02X")),
            new Encoding("URL, lower case", text -> hexadecimal(text, " \t\"'`:=&/+,;>", "%%%02x")),
            new Encoding("URL twice", text -> hexadecimal(text, " \t\"'`:=&/+,;>", "%%25%02X")),
            new Encoding(
                    "HTML",
                    text -> text.replace("&", "&amp;")
                            .replace("\"", "&quot;")
                            .replace("'", "&#39;")
                            .replace(">", "&gt;")));

    /** Values without blanks, with typical characters of a password generator. The value with blanks needs quotes. */
    private static final List<String> VALUES = List.of(
            "Hunter2-Tr0ub4dor", "n0/slash+and==", "AbCdEfGhIjKlMnOp", "correct Horse-battery 7staple, yes; no");

    private SecretProbes() {}

    static List<Probe> all() {
        var probes = new ArrayList<Probe>();
        for (String key : KEYS) {
            for (String separator : SEPARATORS) {
                for (Quoting quoting : QUOTINGS) {
                    for (Encoding encoding : ENCODINGS) {
                        for (String value : VALUES) {
                            if (quoting.holds(value)) {
                                probes.add(probe(key, separator, quoting, encoding, value));
                            }
                        }
                    }
                }
            }
        }
        return probes;
    }

    private static Probe probe(String key, String separator, Quoting quoting, Encoding encoding, String value) {
        String text = "login failed {" + encoding.of.apply(quoting.key + key + quoting.key + separator + quoting.value)
                + encoding.of.apply(value) + encoding.of.apply(quoting.value) + "} for cart";
        List<String> secrets = new ArrayList<>();
        for (String part : value.split(" ", -1)) {
            if (part.length() >= 5) {
                secrets.add(part);
                secrets.add(encoding.of.apply(part));
            }
        }
        return new Probe("%s | %s | %s | %s".formatted(key, separator, quoting.name, encoding.name), text, secrets);
    }

    private static String inJson(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("/", "\\/")
                .replace("\t", "\\t");
    }

    private static String hexadecimal(String text, String encoded, String form) {
        var result = new StringBuilder();
        for (char c : text.toCharArray()) {
            result.append(encoded.indexOf(c) < 0 ? String.valueOf(c) : form.formatted((int) c));
        }
        return result.toString();
    }

    /**
     * One text with a secret in it.
     *
     * @param name the key, separator, quoting and encoding
     * @param secrets the texts that must not remain in it
     */
    record Probe(String name, String text, List<String> secrets) {
        boolean isIn(String out) {
            return secrets.stream().anyMatch(out::contains);
        }
    }

    private record Quoting(String name, String key, String value) {
        boolean holds(String text) {
            return !value.isEmpty() || text.indexOf(' ') < 0;
        }
    }

    private record Encoding(String name, UnaryOperator<String> of) {}
}
