package io.facestream.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Settings by name, as a configuration file gives them: each is read with its default, and what nothing has read is refused. */
public final class Settings {
    private final String where;
    private final Map<String, ?> values;
    private final TreeSet<String> known = new TreeSet<>();

    private Settings(String where, Map<String, ?> values) {
        this.where = where;
        this.values = values;
    }

    /**
     * Makes a value from settings.
     *
     * @param where names the settings in messages: {@code head}
     * @param reader reads every setting there is
     * @throws TrainingException in one line, if a setting is unknown or is refused, by the reader with an IllegalArgumentException or here
     */
    public static <T> T read(String where, Map<String, ?> values, Function<Settings, T> reader) {
        Settings settings = new Settings(where, values);
        T value;
        try {
            value = reader.apply(settings);
        } catch (IllegalArgumentException e) {
            throw new TrainingException(where + "." + e.getMessage(), e);
        }
        for (String name : values.keySet()) {
            if (!settings.known.contains(name)) {
                throw settings.refusal(name, values.get(name), "one of " + String.join(", ", settings.known));
            }
        }
        return value;
    }

    /** Returns the value if it lies between the bounds, these included. */
    public static double between(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    name + ": " + plain(value) + " (expected: between " + plain(min) + " and " + plain(max) + ")");
        }
        return value;
    }

    /** Returns the value if it is finite and above the bound. */
    public static double above(String name, double value, double bound) {
        if (!(value > bound && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + ": " + plain(value) + " (expected: above " + plain(bound) + ")");
        }
        return value;
    }

    private static String plain(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }

    public boolean has(String name) {
        known.add(name);
        return values.get(name) != null;
    }

    public double number(String name, double otherwise) {
        return has(name) ? number(name, values.get(name)) : otherwise;
    }

    private double number(String name, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw refusal(name, value, "a number");
    }

    public int whole(String name, int otherwise) {
        double number = number(name, otherwise);
        if (number != (int) number) {
            throw refusal(name, values.get(name), "a whole number");
        }
        return (int) number;
    }

    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (values.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw refusal(name, values.get(name), "true or false");
    }

    public String text(String name, String otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw refusal(name, values.get(name), "a text");
    }

    public List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        if (has(name)) {
            if (!(values.get(name) instanceof List<?> list)) {
                throw refusal(name, values.get(name), "a list of numbers");
            }
            list.forEach(number -> numbers.add(number(name, number)));
        }
        return numbers;
    }

    /** Numbers by name; the names are free. */
    public Map<String, Double> numbersByName(String name) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (has(name)) {
            if (!(values.get(name) instanceof Map<?, ?> map)) {
                throw refusal(name, values.get(name), "numbers by name");
            }
            map.forEach((key, number) -> numbers.put(key.toString(), number(name + "." + key, number)));
        }
        return numbers;
    }

    public TrainingException refusal(String name, Object value, String expected) {
        return new TrainingException(where + "." + name + ": " + value + " (expected: " + expected + ")");
    }
}
