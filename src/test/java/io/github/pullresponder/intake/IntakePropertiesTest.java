package io.github.pullresponder.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.intake.alert.AlertParser;
import io.github.pullresponder.intake.alert.AlertWorkItemReader;
import io.github.pullresponder.intake.event.EventWorkItemReader;
import io.github.pullresponder.intake.event.GridEvent;
import io.github.pullresponder.intake.input.ParsedWorkItems;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.intake.logwatch.LogsInMemory;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Checks properties of any body: it is recognized, or rejected with errors, and nothing else happens. */
class IntakePropertiesTest {
    private static final List<String> PAYLOADS = Payloads.all();
    private static final List<String> PIECES = List.of(
            "null", "7", "-1e999", "\"\"", "\"/subscriptions/\"", "[]", "[[]]", "{}", "true", "\"\\u0000\"", "}");

    private final AlertWorkItemReader alerts = new AlertWorkItemReader(LogsInMemory.ofStore());
    private final EventWorkItemReader events = new EventWorkItemReader(alerts, Clock.systemUTC());

    @Property
    void anyTextIsRefusedOrUnderstood(@ForAll String text) {
        bothWays(text);
    }

    @Property
    void anyMutationOfAPayloadIsRefusedOrUnderstood(@ForAll("mutations") String text) {
        bothWays(text);
    }

    private void bothWays(String text) {
        refusedOrUnderstood(text, body -> check(alerts.toWorkItems(AlertParser.parse(body))));
        refusedOrUnderstood(text, body -> check(events.work(GridEvent.parse(body))));
    }

    private static void refusedOrUnderstood(String text, Consumer<String> read) {
        try {
            read.accept(text);
        } catch (UnreadableInputException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    private static void check(ParsedWorkItems understood) {
        assertThat(understood.items()).allSatisfy(item -> {
            assertThat(item.id()).matches("[0-9a-f]{32}");
            var json = WorkItemJsonMapper.write(item);
            assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(48 * 1_024);
            assertThat(WorkItemJsonMapper.read(json).id()).isEqualTo(item.id());
        });
    }

    /** A payload in which one JSON value, or any stretch of text, is replaced. */
    @Provide
    Arbitrary<String> mutations() {
        var payload = Arbitraries.of(PAYLOADS);
        var places = Arbitraries.integers().between(0, 4_000);
        var values =
                Combinators.combine(payload, places, Arbitraries.of(PIECES)).as(IntakePropertiesTest::replaced);
        var stretches = Combinators.combine(
                        payload,
                        places,
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.strings().ofMaxLength(5))
                .as((text, at, length, by) -> {
                    var from = Math.min(at, text.length());
                    return text.substring(0, from) + by + text.substring(Math.min(text.length(), from + length));
                });
        return Arbitraries.oneOf(values, stretches);
    }

    /** Replaces the value of the first field after a position. */
    private static String replaced(String text, int place, String value) {
        var colon = text.indexOf(": ", Math.min(place, text.length() - 1));
        var end = text.indexOf('\n', colon);
        if (colon < 0 || end < 0) {
            return text;
        }
        var line = text.substring(colon + 2, end);
        var opens = line.endsWith("{") || line.endsWith("[");
        var comma = line.endsWith(",") ? "," : "";
        return opens ? text : text.substring(0, colon + 2) + value + comma + text.substring(end);
    }
}
