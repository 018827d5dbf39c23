package io.github.pullresponder.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.storage.TableRow;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The outcome of a notification on each channel, as a row of the table. */
record DeliveryRow(Map<String, ChannelDelivery> channels) {
    /** The column for the time of the last write. */
    static final String AT = "at";

    static final String KEY = "key";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHANNELS = "channels";

    DeliveryRow {
        channels = Map.copyOf(channels);
    }

    /** The state of a notification on one channel. */
    enum DeliveryState {
        /** A turn has begun. */
        SENDING,
        /** It was not accepted; a retry may succeed. */
        FAILED,
        DELIVERED,
        /** It was rejected, or not accepted for too long, and is stored under undelivered/. */
        UNDELIVERED;

        boolean isFinal() {
            return this == DELIVERED || this == UNDELIVERED;
        }
    }

    /**
     * A notification on one channel.
     *
     * @param attempt the id of the attempt
     * @param at the time of this state
     * @param firstAt the time of the first attempt
     * @param failures the number of attempts that the channel did not accept
     * @param takeovers the number of takeovers of unfinished turns
     * @param isUncertain true if an earlier attempt may have arrived
     */
    record ChannelDelivery(
            DeliveryState state,
            String attempt,
            Instant at,
            Instant firstAt,
            int failures,
            int takeovers,
            boolean isUncertain) {
        static ChannelDelivery first(String attempt, Instant now) {
            return new ChannelDelivery(DeliveryState.SENDING, attempt, now, now, 0, 0, false);
        }

        ChannelDelivery startAttempt(String nextAttempt, Instant now) {
            return state == DeliveryState.SENDING
                    ? new ChannelDelivery(state, nextAttempt, now, firstAt, failures, takeovers + 1, true)
                    : new ChannelDelivery(
                            DeliveryState.SENDING, nextAttempt, now, firstAt, failures, takeovers, isUncertain);
        }

        ChannelDelivery end(DeliveryState end, Instant now) {
            return new ChannelDelivery(end, attempt, now, firstAt, failures, takeovers, isUncertain);
        }

        /** @param mayHaveArrived true if only the answer may have been lost */
        ChannelDelivery fail(boolean mayHaveArrived, Instant now) {
            return new ChannelDelivery(
                    DeliveryState.FAILED,
                    attempt,
                    now,
                    firstAt,
                    failures + 1,
                    takeovers,
                    isUncertain || mayHaveArrived);
        }

        boolean mayHaveArrived() {
            return state == DeliveryState.DELIVERED || state == DeliveryState.SENDING || isUncertain;
        }
    }

    Optional<ChannelDelivery> of(String channel) {
        return Optional.ofNullable(channels.get(channel));
    }

    DeliveryRow with(String channel, ChannelDelivery delivery) {
        var all = new TreeMap<>(channels);
        all.put(channel, delivery);
        return new DeliveryRow(all);
    }

    Map<String, String> write() {
        var node = JSON.createObjectNode();
        new TreeMap<>(channels)
                .forEach((channel, delivery) -> node.putObject(channel)
                        .put("state", delivery.state().name().toLowerCase(Locale.ROOT))
                        .put("attempt", delivery.attempt())
                        .put("at", delivery.at().toString())
                        .put("firstAt", delivery.firstAt().toString())
                        .put("failures", delivery.failures())
                        .put("takeovers", delivery.takeovers())
                        .put("uncertain", delivery.isUncertain()));
        return Map.of(CHANNELS, node.toString());
    }

    static DeliveryRow read(TableRow row) {
        try {
            var channels = new TreeMap<String, ChannelDelivery>();
            JSON.readTree(row.value(CHANNELS).orElse("{}"))
                    .properties()
                    .forEach(channel -> channels.put(channel.getKey(), delivery(channel.getValue())));
            return new DeliveryRow(channels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the row of a notification is not JSON");
        }
    }

    private static ChannelDelivery delivery(JsonNode node) {
        return new ChannelDelivery(
                DeliveryState.valueOf(node.path("state").asText().toUpperCase(Locale.ROOT)),
                node.path("attempt").asText(),
                Instant.parse(node.path("at").asText()),
                Instant.parse(node.path("firstAt").asText()),
                node.path("failures").asInt(),
                node.path("takeovers").asInt(),
                node.path("uncertain").asBoolean());
    }
}
