package io.github.pullresponder.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.storage.StoredSamples;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier releases have left on the queue, and what newer ones may. */
class StoredWorkItemsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Set<String> samples() {
        return StoredSamples.names("queue");
    }

    @Test
    void everyKindHasASampleAndEverySampleAnExpectation() {
        assertThat(samples())
                .containsAll(Arrays.stream(WorkItem.class.getPermittedSubclasses())
                        .map(StoredWorkItemsTest::sampleOf)
                        .toList())
                .isEqualTo(StoredWorkItems.BY_SAMPLE.keySet());
    }

    private static String sampleOf(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSampleIsReadInFull(String sample) {
        assertThat(WorkItemJson.read(StoredSamples.text("queue", sample)))
                .isEqualTo(StoredWorkItems.BY_SAMPLE.get(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWrittenTodayIsReadAsTheSampleIs(String sample) {
        var item = StoredWorkItems.BY_SAMPLE.get(sample);

        assertThat(WorkItemJson.read(WorkItemJson.write(item)))
                .isEqualTo(WorkItemJson.read(StoredSamples.text("queue", sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFieldThatALaterReleaseAddedIsLeftUnread(String sample) throws Exception {
        var message = message(sample);
        message.put("addedLater", "unknown here");
        message.withObject("/origin").putObject("addedLater").put("and", "deep");

        assertThat(WorkItemJson.read(message.toString())).isEqualTo(StoredWorkItems.BY_SAMPLE.get(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aHigherVersionIsRefusedWithTheReason(String sample) throws Exception {
        var message = message(sample).put("version", 2);

        assertThatThrownBy(() -> WorkItemJson.read(message.toString()))
                .isInstanceOf(UnreadableWorkItem.class)
                .hasMessage("the work item cannot be read: version 2 is not known, only up to 1");
    }

    private static ObjectNode message(String sample) throws Exception {
        return (ObjectNode) JSON.readTree(StoredSamples.text("queue", sample));
    }
}
