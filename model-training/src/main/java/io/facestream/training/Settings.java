package io.facestream.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        values.forEach((name, given) -> {
            if (!settings.known.contains(name)) {
                throw settings.refusal(name, given, "one of " + String.join(", ", settings.known));
            }
        });
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

    private @Nullable Object find(String name) {
        known.add(name);
        return values.get(name);
    }

    public boolean has(String name) {
        return find(name) != null;
    }

    public double number(String name, double otherwise) {
        Object value = find(name);
        return value == null ? otherwise : number(name, value);
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
            throw refusal(name, number, "a whole number");
        }
        return (int) number;
    }

    public boolean flag(String name, boolean otherwise) {
        return find(name, Boolean.class, otherwise, "true or false");
    }

    public String text(String name, String otherwise) {
        return find(name, String.class, otherwise, "a text");
    }

    private <T> T find(String name, Class<T> type, T otherwise, String expected) {
        Object value = find(name);
        if (value == null) {
            return otherwise;
        }
        if (!type.isInstance(value)) {
            throw refusal(name, value, expected);
        }
        return type.cast(value);
    }

    public List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        List<?> found = find(name, List.class, List.of(), "a list of numbers");
        found.forEach(number -> numbers.add(number(name, number)));
        return numbers;
    }

    /** Numbers by name; the names are free. */
    public Map<String, Double> numbersByName(String name) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        Map<?, ?> found = find(name, Map.class, Map.of(), "numbers by name");
        found.forEach((key, number) -> numbers.put(key.toString(), number(name + "." + key, number)));
        return numbers;
    }

    /** A setting that cannot be used. */
    public TrainingException refusal(String name, Object value, String expected) {
        return new TrainingException(where + "." + name + ": " + value + " (expected: " + expected + ")");
    }
}
