package io.facestream.vision.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object of a card, each read with what is expected of it. */
final class CardFields {
    private final String where;
    private final String prefix;
    private final JsonNode node;

    CardFields(String where, String prefix, JsonNode node) {
        this.where = where;
        this.prefix = prefix;
        this.node = node;
        if (!node.isObject()) {
            throw refusal("", node, "a JSON object");
        }
    }

    ModelRefusedException refusal(String field, Object value, String expected) {
        String shown = String.valueOf(value);
        return new ModelRefusedException(where + ": " + prefix + field + ": "
                + (shown.length() > 100 ? shown.substring(0, 100) + "..." : shown) + " (expected: " + expected + ")");
    }

    String text(String field, String otherwise) {
        JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw refusal(field, value, "a text");
        }
        return value.textValue();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(field)) {
            if (!value.isTextual()) {
                throw refusal(field, value, "an array of texts");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    String matching(String field, String regex, String expected) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || !value.textValue().matches(regex)) {
            throw refusal(field, shown(value), expected);
        }
        return value.textValue();
    }

    int integer(String field, int min, int max, int otherwise) {
        return node.has(field) ? integer(field, min, max) : otherwise;
    }

    int integer(String field, int min, int max) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || value.longValue() < min || value.longValue() > max) {
            throw refusal(field, shown(value), "a whole number between " + min + " and " + max);
        }
        return value.intValue();
    }

    double number(String field, double min, double max, double otherwise) {
        return node.has(field) ? number(field, min, max) : otherwise;
    }

    double number(String field, double min, double max) {
        return number(field, node.path(field), min, max);
    }

    private double number(String field, JsonNode value, double min, double max) {
        if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            throw refusal(field, shown(value), "a number between " + plain(min) + " and " + plain(max));
        }
        return value.doubleValue();
    }

    List<Double> numbers(String field, double min, double max) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode value : array(field)) {
            numbers.add(number(field, value, min, max));
        }
        return numbers;
    }

    /** One number, or an array with one a channel. */
    List<Float> channelValues(String field, int channels) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return List.of(value.floatValue());
        }
        if (!value.isArray() || (value.size() != channels && value.size() != 1)) {
            throw refusal(field, shown(value), "a number, or " + channels + " in an array");
        }
        return numbers(field, -1e6, 1e6).stream().map(Double::floatValue).toList();
    }

    <E extends Enum<E>> E oneOf(String field, E[] values, E otherwise) {
        return node.has(field) ? oneOf(field, values) : otherwise;
    }

    <E extends Enum<E>> E oneOf(String field, E[] values) {
        JsonNode value = node.path(field);
        for (E candidate : values) {
            if (value.isTextual() && candidate.name().equalsIgnoreCase(value.textValue())) {
                return candidate;
            }
        }
        throw refusal(
                field, shown(value), Arrays.stream(values).map(CardFields::name).collect(Collectors.joining(" | ")));
    }

    CardFields object(String field) {
        JsonNode value = node.path(field);
        if (!value.isObject()) {
            throw refusal(field, shown(value), "a JSON object");
        }
        return new CardFields(where, prefix + field + ".", value);
    }

    @Nullable
    CardFields optionalObject(String field) {
        return node.has(field) ? object(field) : null;
    }

    List<CardFields> objects(String field) {
        List<CardFields> objects = new ArrayList<>();
        JsonNode array = array(field);
        for (int i = 0; i < array.size(); i++) {
            objects.add(new CardFields(where, prefix + field + "[" + i + "].", array.get(i)));
        }
        return objects;
    }

    private JsonNode array(String field) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isArray()) {
            throw refusal(field, value, "an array");
        }
        return value;
    }

    static String name(Enum<?> value) {
        boolean upper = value instanceof ModelCard.Colour || value instanceof ModelCard.Layout;
        return upper ? value.name() : value.name().toLowerCase(Locale.ROOT);
    }

    private static Object shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value;
    }

    private static String plain(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
}
