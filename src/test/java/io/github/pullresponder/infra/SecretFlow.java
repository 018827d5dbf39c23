package io.github.pullresponder.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds secrets that leave a compiled template: by an output, by a parameter of a module that is not secure, or by a default. Outputs
 * and parameters are stored in the history of deployments, where every reader of the subscription sees them.
 */
final class SecretFlow {
    /** Functions that return keys, and properties that are or contain a key. */
    private static final Pattern READS_SECRET = Pattern.compile(
            "\\blist[A-Z]\\w*\\(|(?i)connectionString|instrumentationKey|accessKey|primaryKey|sharedKey|sasToken");

    /** A test for an empty value reveals no secret. */
    private static final Pattern ASKS_WHETHER_EMPTY =
            Pattern.compile("empty\\((?:parameters|variables)\\('\\w+'\\)\\)");

    private final CompiledTemplate template;
    private final Set<String> secrets = new HashSet<>();

    private SecretFlow(CompiledTemplate template) {
        this.template = template;
        template.parameters()
                .filter(entry -> isSecure(entry.getValue()))
                .forEach(entry -> secrets.add("parameters('%s')".formatted(entry.getKey())));
        template.variables()
                .filter(entry -> holdsSecret(entry.getValue()))
                .forEach(entry -> secrets.add("variables('%s')".formatted(entry.getKey())));
    }

    static List<String> leaks(CompiledTemplate template) {
        var flow = new SecretFlow(template);
        var leaks = new ArrayList<String>();
        // A loop has its value in "copy".
        template.outputs()
                .filter(entry -> flow.holdsSecret(entry.getValue().path("value"))
                        || flow.holdsSecret(entry.getValue().path("copy")))
                .forEach(entry -> leaks.add("output %s shows a secret".formatted(entry.getKey())));
        template.parameters()
                .filter(entry -> isSecure(entry.getValue())
                        && !entry.getValue().path("defaultValue").asText().isEmpty())
                .forEach(entry -> leaks.add("parameter %s has a secret for its default".formatted(entry.getKey())));
        template.modules().flatMap(flow::leaksInto).forEach(leaks::add);
        return leaks;
    }

    private Stream<String> leaksInto(Map.Entry<String, JsonNode> module) {
        var given = module.getValue().path("properties").path("parameters");
        var declared = template.module(module.getKey()).json().path("parameters");
        return given.properties().stream()
                .filter(entry -> holdsSecret(entry.getValue()))
                .filter(entry -> !isSecure(declared.path(entry.getKey())))
                .map(entry -> "module %s takes a secret as %s, which is not secure"
                        .formatted(module.getKey(), entry.getKey()));
    }

    private static boolean isSecure(JsonNode parameter) {
        return parameter.path("type").asText().toLowerCase().startsWith("secure");
    }

    private boolean holdsSecret(JsonNode value) {
        return expressions(value).anyMatch(this::readsSecret);
    }

    private boolean readsSecret(String expression) {
        var read = ASKS_WHETHER_EMPTY.matcher(expression).replaceAll("");
        return READS_SECRET.matcher(read).find() || secrets.stream().anyMatch(read::contains);
    }

    /** Texts in brackets; all others are literals. */
    private static Stream<String> expressions(JsonNode value) {
        return value.isTextual()
                ? Stream.of(value.asText()).filter(text -> text.startsWith("["))
                : Templates.elements(value).flatMap(SecretFlow::expressions);
    }
}
