package io.github.pullresponder.infra;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Where secrets go in a template. Outputs are kept in the history of deployments, for everybody who may read that. */
final class SecretFlow {
    /** Functions that answer keys, and properties that are or hold one. */
    private static final Pattern READS_SECRET = Pattern.compile(
            "\\blist[A-Z]\\w*\\(|(?i)connectionString|instrumentationKey|accessKey|primaryKey|sharedKey|sasToken");

    /** Whether something is empty is no secret. */
    private static final Pattern ASKS_WHETHER_EMPTY = Pattern.compile("empty\\(\\w+\\)");

    private final BicepFile file;
    private final Set<String> secrets = new HashSet<>();

    private SecretFlow(BicepFile file) {
        this.file = file;
        file.all("param").filter(Declaration::isSecure).map(Declaration::name).forEach(secrets::add);
        file.all("var")
                .filter(it -> holdsSecret(it.content()))
                .map(Declaration::name)
                .forEach(secrets::add);
    }

    /** @param modules the template at the path that a module names */
    static List<String> leaks(BicepFile file, Function<String, BicepFile> modules) {
        var flow = new SecretFlow(file);
        var leaks = new ArrayList<String>();
        file.all("output")
                .filter(it -> flow.holdsSecret(it.content()))
                .forEach(it -> leaks.add("output %s shows a secret".formatted(it.name())));
        file.all("param")
                .filter(it -> it.isSecure()
                        && it.value()
                                .flatMap(Value::literal)
                                .filter(text -> !text.isEmpty())
                                .isPresent())
                .forEach(it -> leaks.add("param %s has a secret for its default".formatted(it.name())));
        file.all("module").forEach(module -> leaks.addAll(flow.leaksInto(module, modules.apply(module.type()))));
        return leaks;
    }

    private List<String> leaksInto(Declaration module, BicepFile template) {
        return Templates.propertiesAt(module, "params").entrySet().stream()
                .filter(it -> holdsSecret(it.getValue()))
                .filter(it -> template.find("param", it.getKey())
                        .filter(Declaration::isSecure)
                        .isEmpty())
                .map(it -> "module %s takes a secret as %s, which is not secure".formatted(module.name(), it.getKey()))
                .toList();
    }

    private boolean holdsSecret(Value value) {
        return READS_SECRET.matcher(value.toString()).find() || usesSecret(value);
    }

    private boolean usesSecret(Value value) {
        var text = ASKS_WHETHER_EMPTY.matcher(value.toString()).replaceAll("");
        return secrets.stream().anyMatch(name -> text.matches("(?s).*\\b" + name + "\\b.*"))
                && Names.usedIn(value).stream().anyMatch(secrets::contains);
    }
}
