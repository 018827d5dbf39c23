package io.github.pullresponder.settings;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.local.SandboxAddress;
import io.github.pullresponder.pullerror.Symptom;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parsers for the values of settings; each throws {@link IllegalArgumentException} for an invalid value. */
final class SettingParsers {
    private SettingParsers() {}

    static List<TeamsWebhookSettings> webhooks(String text) {
        return text.equalsIgnoreCase("none") ? List.of() : WebhookSettingParser.read(text);
    }

    static Set<String> causes(String text) {
        if (text.equalsIgnoreCase("none")) {
            return Set.of();
        }
        var known = Stream.concat(Arrays.stream(Cause.values()), Arrays.stream(Symptom.values()))
                .map(Enum::name)
                .collect(Collectors.toSet());
        var causes = Arrays.stream(text.split(",")).map(String::strip).collect(Collectors.toSet());
        if (!known.containsAll(causes)) {
            throw new IllegalArgumentException(text);
        }
        return causes;
    }

    static boolean yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    static Optional<URI> address(String text) {
        if (text.equalsIgnoreCase("automatic")) {
            return Optional.empty();
        }
        return Optional.of(
                text.startsWith("http://localhost:") ? URI.create(text) : WebhookSettingParser.address(text));
    }

    static Optional<SandboxAddress> sandboxAddress(String text) {
        return text.equalsIgnoreCase("none") ? Optional.empty() : Optional.of(SandboxAddress.parse(text));
    }

    static List<String> subscriptionIds(String text) {
        if (text.equalsIgnoreCase("all")) {
            return List.of();
        }
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .map(id -> UUID.fromString(id).toString())
                .toList();
    }

    static Function<String, Duration> durationUpTo(Duration longest) {
        return text -> {
            try {
                return Stream.of(Duration.parse(text))
                        .filter(duration ->
                                duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(longest) <= 0)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(text, e);
            }
        };
    }

    static Integer readsAtOnce(String text) {
        return numberUpTo(256, text);
    }

    static List<Integer> days(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(number -> numberUpTo(365, number.strip()))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    static Integer numberUpTo(int largest, String text) {
        var number = Integer.parseInt(text);
        if (number < 1 || number > largest) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }
}
