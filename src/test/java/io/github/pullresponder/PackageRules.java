package io.github.pullresponder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The packages and SDKs that each package imports. {@code ArchitectureTest} checks the code against these rules, and the table
 * in {@code docs/reference/packages.md} is generated from them.
 */
public final class PackageRules {
    static final String ROOT = "io.github.pullresponder";

    /** The SDKs whose types stay in the packages named here. */
    static final List<String> SDKS = List.of("com.azure", "com.microsoft.azure.functions", "io.fabric8", "reactor");

    private static final Path SOURCES = Path.of("src/main/java/io/github/pullresponder");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    /** Sorted so that each package imports only packages before it. */
    private static final List<PackageRule> ALL = List.of(
            rule("local").with("com.azure", "reactor"),
            rule("resource"),
            rule("storage"),
            rule("text"),
            rule("command", "resource"),
            rule("image", "text"),
            rule("read", "resource"),
            rule("evidence.azure.http", "read").with("com.azure", "reactor"),
            rule("redaction", "image", "text"),
            rule("registry", "read", "redaction", "resource"),
            rule("cluster", "image", "read", "redaction", "resource"),
            rule("identity", "read", "registry", "resource"),
            rule("pullerror", "image", "redaction", "text"),
            rule("network", "cluster", "pullerror", "read", "registry", "resource"),
            rule("evidence", "cluster", "identity", "image", "network", "read", "registry", "resource"),
            rule(
                            "evidence.azure",
                            "cluster",
                            "evidence",
                            "evidence.azure.http",
                            "identity",
                            "network",
                            "read",
                            "registry",
                            "resource")
                    .with("com.azure", "reactor"),
            rule("evidence.kubernetes", "cluster", "evidence", "image", "read").with("com.azure", "io.fabric8"),
            rule("preflight.unneeded", "evidence", "identity", "read", "resource"),
            rule(
                    "pull",
                    "cluster",
                    "evidence",
                    "identity",
                    "image",
                    "network",
                    "pullerror",
                    "read",
                    "redaction",
                    "registry",
                    "resource",
                    "text"),
            rule(
                    "diagnosis",
                    "command",
                    "evidence",
                    "image",
                    "network",
                    "pull",
                    "pullerror",
                    "read",
                    "registry",
                    "resource"),
            rule("evidence.directory", "evidence", "evidence.azure", "evidence.azure.http", "identity", "read")
                    .with("com.azure"),
            rule("evidence.logs", "cluster", "evidence", "evidence.azure", "read", "resource")
                    .with("com.azure"),
            rule("evidence.registry", "evidence", "evidence.azure", "evidence.azure.http", "image", "read", "registry")
                    .with("com.azure"),
            rule(
                    "preflight",
                    "cluster",
                    "evidence",
                    "network",
                    "preflight.unneeded",
                    "read",
                    "registry",
                    "resource",
                    "storage"),
            rule("storage.azure", "evidence.azure", "evidence.azure.http", "storage")
                    .with("com.azure"),
            rule(
                    "checks.remedy",
                    "cluster",
                    "command",
                    "diagnosis",
                    "identity",
                    "image",
                    "network",
                    "pull",
                    "read",
                    "registry",
                    "resource",
                    "text"),
            rule("queue", "diagnosis", "pull", "pullerror", "redaction", "resource"),
            rule(
                    "report",
                    "cluster",
                    "command",
                    "diagnosis",
                    "network",
                    "preflight",
                    "preflight.unneeded",
                    "pull",
                    "pullerror",
                    "read",
                    "resource",
                    "text",
                    "registry",
                    "image",
                    "checks.remedy"),
            rule("settings", "diagnosis", "local", "pullerror", "read"),
            rule(
                    "checks.identity",
                    "checks.remedy",
                    "cluster",
                    "diagnosis",
                    "identity",
                    "image",
                    "pull",
                    "read",
                    "registry",
                    "resource",
                    "text"),
            rule(
                    "checks.image",
                    "checks.remedy",
                    "cluster",
                    "diagnosis",
                    "evidence",
                    "image",
                    "pull",
                    "pullerror",
                    "read",
                    "redaction",
                    "registry",
                    "resource",
                    "text"),
            rule(
                    "checks.network",
                    "checks.remedy",
                    "cluster",
                    "diagnosis",
                    "network",
                    "pull",
                    "pullerror",
                    "read",
                    "registry",
                    "resource",
                    "text"),
            rule("checks.node", "checks.remedy", "cluster", "diagnosis", "image", "pull", "pullerror", "read", "text"),
            rule("delivery", "diagnosis", "pullerror", "report", "resource", "storage", "text"),
            rule(
                            "environment",
                            "diagnosis",
                            "evidence.azure",
                            "evidence.azure.http",
                            "evidence.kubernetes",
                            "local",
                            "settings",
                            "storage",
                            "storage.azure")
                    .with("com.azure"),
            rule(
                    "intake.input",
                    "cluster",
                    "image",
                    "pull",
                    "pullerror",
                    "queue",
                    "redaction",
                    "resource",
                    "storage",
                    "text"),
            rule(
                    "inventory",
                    "checks.remedy",
                    "cluster",
                    "diagnosis",
                    "evidence",
                    "image",
                    "pull",
                    "read",
                    "resource",
                    "text"),
            rule(
                    "checks.registry",
                    "checks.remedy",
                    "diagnosis",
                    "pull",
                    "pullerror",
                    "read",
                    "registry",
                    "resource",
                    "text",
                    "image"),
            rule("intake.alert", "cluster", "diagnosis", "evidence", "intake.input", "queue", "read", "resource"),
            rule("intake.http", "intake.input", "pull", "resource"),
            rule(
                    "intake.logwatch",
                    "cluster",
                    "diagnosis",
                    "evidence",
                    "intake.input",
                    "queue",
                    "read",
                    "resource",
                    "storage"),
            rule("notification", "delivery", "diagnosis", "pull", "pullerror", "report", "resource", "storage")
                    .with("com.azure"),
            rule(
                    "checks",
                    "checks.identity",
                    "checks.image",
                    "checks.network",
                    "checks.node",
                    "checks.registry",
                    "diagnosis"),
            rule(
                    "expiry",
                    "checks.identity",
                    "checks.remedy",
                    "cluster",
                    "delivery",
                    "diagnosis",
                    "evidence",
                    "identity",
                    "image",
                    "inventory",
                    "notification",
                    "queue",
                    "read",
                    "registry",
                    "resource",
                    "storage",
                    "text"),
            rule(
                    "incident",
                    "delivery",
                    "diagnosis",
                    "notification",
                    "pull",
                    "pullerror",
                    "queue",
                    "resource",
                    "storage"),
            rule(
                    "intake.event",
                    "diagnosis",
                    "intake.alert",
                    "intake.http",
                    "intake.input",
                    "pull",
                    "queue",
                    "resource"),
            rule(
                    "intake",
                    "cluster",
                    "diagnosis",
                    "evidence",
                    "intake.alert",
                    "intake.event",
                    "intake.input",
                    "intake.logwatch",
                    "queue",
                    "storage"),
            rule(
                    "investigation",
                    "delivery",
                    "diagnosis",
                    "expiry",
                    "image",
                    "incident",
                    "notification",
                    "pull",
                    "pullerror",
                    "queue",
                    "read",
                    "resource",
                    "storage"),
            rule(
                    "impact",
                    "checks.identity",
                    "checks.remedy",
                    "cluster",
                    "diagnosis",
                    "evidence",
                    "image",
                    "inventory",
                    "investigation",
                    "network",
                    "pull",
                    "pullerror",
                    "queue",
                    "read",
                    "registry",
                    "resource",
                    "text"),
            rule(
                    "root",
                    "checks",
                    "delivery",
                    "diagnosis",
                    "environment",
                    "evidence",
                    "evidence.azure",
                    "evidence.directory",
                    "evidence.kubernetes",
                    "evidence.logs",
                    "evidence.registry",
                    "expiry",
                    "impact",
                    "intake",
                    "investigation",
                    "notification",
                    "preflight",
                    "preflight.unneeded",
                    "pull",
                    "read",
                    "resource",
                    "settings",
                    "storage"),
            rule("cli", "preflight", "report", "root", "settings"),
            rule(
                            "functions",
                            "delivery",
                            "diagnosis",
                            "expiry",
                            "intake",
                            "intake.http",
                            "intake.input",
                            "investigation",
                            "preflight",
                            "queue",
                            "read",
                            "report",
                            "root",
                            "settings",
                            "storage")
                    .with("com.microsoft.azure.functions"));

    private PackageRules() {}

    static List<PackageRule> all() {
        return ALL;
    }

    /** The rows of the table in {@code docs/reference/packages.md}. */
    public static List<String> rows() {
        return ALL.stream()
                .map(rule -> "| %s | %s | %s | %s |"
                        .formatted(
                                code(rule.name()), sentenceOf(rule.name()), codes(rule.imports()), codes(rule.sdks())))
                .toList();
    }

    /** The Javadoc of the package, which is one sentence. */
    static String sentenceOf(String name) {
        var folder = name.equals("root") ? SOURCES : SOURCES.resolve(name.replace('.', '/'));
        try {
            var matcher = JAVADOC.matcher(Files.readString(folder.resolve("package-info.java")));
            return matcher.find()
                    ? matcher.group(1).replaceAll("\\s+\\*?\\s*", " ").strip()
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String codes(List<String> names) {
        return names.isEmpty()
                ? ""
                : names.stream()
                        .map(PackageRules::code)
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow();
    }

    private static String code(String name) {
        return "`" + name + "`";
    }

    private static PackageRule rule(String name, String... imports) {
        return new PackageRule(name, List.of(imports), List.of());
    }

    /**
     * The packages and SDKs that one package may import.
     *
     * @param name the name below the root package, or {@code root} for the root package itself
     */
    record PackageRule(String name, List<String> imports, List<String> sdks) {
        PackageRule with(String... types) {
            return new PackageRule(name, imports, List.of(types));
        }
    }
}
