package io.github.pullresponder.sandbox.kql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A scalar value of the query language. */
public sealed interface Value {
    /** The value as JSON in a result. */
    JsonNode json();

    /** The value as {@code tostring()} returns it; empty text for an absent value. */
    default String text() {
        return json().isValueNode() ? json().asText("") : json().toString();
    }

    /** The name of its type in the columns of a result. */
    String type();

    /** Null, of any type. */
    record Absent() implements Value {
        @Override
        public JsonNode json() {
            return NullNode.getInstance();
        }

        @Override
        public String text() {
            return "";
        }

        @Override
        public String type() {
            return "string";
        }
    }

    record Text(String text) implements Value {
        @Override
        public JsonNode json() {
            return TextNode.valueOf(text);
        }

        @Override
        public String type() {
            return "string";
        }
    }

    record Numeric(BigDecimal number) implements Value {
        @Override
        public JsonNode json() {
            return isWhole() ? LongNode.valueOf(number.longValueExact()) : DecimalNode.valueOf(number);
        }

        @Override
        public String type() {
            return isWhole() ? "long" : "real";
        }

        private boolean isWhole() {
            return number.stripTrailingZeros().scale() <= 0;
        }
    }

    record Truth(boolean holds) implements Value {
        @Override
        public JsonNode json() {
            return BooleanNode.valueOf(holds);
        }

        @Override
        public String type() {
            return "bool";
        }
    }

    record Moment(Instant instant) implements Value {
        @Override
        public JsonNode json() {
            return TextNode.valueOf(instant.toString());
        }

        @Override
        public String type() {
            return "datetime";
        }
    }

    /** An object or an array. */
    record Dynamic(JsonNode json) implements Value {
        @Override
        public String type() {
            return "dynamic";
        }
    }

    Value ABSENT = new Absent();

    static Value of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> new Text(node.asText());
            case NUMBER -> new Numeric(node.decimalValue());
            case BOOLEAN -> new Truth(node.asBoolean());
            case OBJECT, ARRAY -> new Dynamic(node);
            default -> ABSENT;
        };
    }

    static Value of(boolean holds) {
        return new Truth(holds);
    }

    default boolean isTrue() {
        return this instanceof Truth truth && truth.holds();
    }

    default boolean isAbsent() {
        return this instanceof Absent;
    }

    /** The value as a time, if it is a time in ISO 8601. */
    default Optional<Instant> moment() {
        if (this instanceof Moment moment) {
            return Optional.of(moment.instant());
        }
        try {
            return Optional.of(OffsetDateTime.parse(text()).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
