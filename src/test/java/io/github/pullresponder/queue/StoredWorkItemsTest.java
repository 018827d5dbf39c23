package io.github.pullresponder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.queue.WorkItem.AlertIncomplete;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.storage.StoredSamples;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that queue messages of earlier and newer releases can be read. */
class StoredWorkItemsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The host's metadata of a message. A property of the same name replaces it; see the source next to the host. */
    private static final Set<String> BINDINGS = Set.of(
            "id",
            "dequeuecount",
            "popreceipt",
            "insertiontime",
            "expirationtime",
            "nextvisibletime",
            "queuetrigger",
            "sys");

    /** Kinds of the first version: there will be no more of them. */
    private static final Set<String> OF_VERSION_1 = Set.of(
            "alert-resolved",
            "changed",
            "changed-least",
            "incomplete",
            "incomplete-least",
            "pull-failed",
            "pull-failed-least");

    static Stream<Arguments> samples() {
        return Stream.of("v1", "v2")
                .flatMap(version ->
                        StoredSamples.names(version, "queue").stream().map(name -> arguments(version, name)));
    }

    static Set<String> today() {
        return StoredSamples.names("v2", "queue");
    }

    @Test
    void everyKindHasASampleAndEverySampleAnExpectation() {
        assertThat(today())
                .containsAll(Arrays.stream(WorkItem.class.getPermittedSubclasses())
                        .map(StoredWorkItemsTest::sampleOf)
                        .toList())
                .isEqualTo(StoredWorkItems.BY_SAMPLE.keySet());
        assertThat(StoredSamples.names("v1", "queue")).isEqualTo(OF_VERSION_1);
    }

    /** The samples have the names of the stored kinds. */
    private static String sampleOf(Class<?> kind) {
        if (kind == ResourceChanged.class) {
            return "changed";
        }
        return kind == AlertIncomplete.class
                ? "incomplete"
                : kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSampleIsReadInFull(String version, String sample) {
        assertThat(WorkItemJsonMapper.read(StoredSamples.text(version, "queue", sample)))
                .isEqualTo(StoredWorkItems.BY_SAMPLE.get(sample));
    }

    @ParameterizedTest
    @MethodSource("today")
    void theCurrentFormatIsTheSample(String sample) throws Exception {
        var item = StoredWorkItems.BY_SAMPLE.get(sample);

        assertThat(JSON.readTree(WorkItemJsonMapper.write(item))).isEqualTo(message("v2", sample));
    }

    @ParameterizedTest
    @MethodSource("today")
    void noTopLevelPropertyReplacesTheHostsMetadata(String sample) throws Exception {
        var message = (ObjectNode) JSON.readTree(WorkItemJsonMapper.write(StoredWorkItems.BY_SAMPLE.get(sample)));

        assertThat(message.properties())
                .extracting(property -> property.getKey().toLowerCase(Locale.ROOT))
                .containsExactly("version", "item")
                .doesNotContainAnyElementsOf(BINDINGS);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFieldThatALaterReleaseAddedIsLeftUnread(String version, String sample) throws Exception {
        var message = message(version, sample).put("addedLater", "unknown here");
        var item = version.equals("v1") ? message : message.withObject("/item");
        item.put("addedToItem", "unknown here");
        item.withObject("/origin").putObject("addedLater").put("and", "deep");

        assertThat(WorkItemJsonMapper.read(message.toString())).isEqualTo(StoredWorkItems.BY_SAMPLE.get(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aHigherVersionIsRefusedWithTheReason(String version, String sample) throws Exception {
        var message = message(version, sample).put("version", 3);

        assertThatThrownBy(() -> WorkItemJsonMapper.read(message.toString()))
                .isInstanceOf(UnreadableWorkItemException.class)
                .hasMessage("the work item cannot be read: version 3 is not known, only up to 2");
    }

    private static ObjectNode message(String version, String sample) throws Exception {
        return (ObjectNode) JSON.readTree(StoredSamples.text(version, "queue", sample));
    }
}
