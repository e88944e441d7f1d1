package io.facestream.facebank;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everyone who can be recognised: an immutable set of templates of one model, ordered by person, picture and template, with a version
 * that changes when, and only when, the content does.
 */
public final class Facebank {
    private static final Comparator<FacebankRecord> ORDER = Comparator.comparing(FacebankRecord::personId)
            .thenComparing(FacebankRecord::picture)
            .thenComparing(FacebankRecord::templateId);

    private final long number;
    private final String modelId;
    private final String modelName;
    private final List<FacebankRecord> records;
    private final String contentSha256;

    private Facebank(
            long number, String modelId, String modelName, List<FacebankRecord> records, String contentSha256) {
        this.number = number;
        this.modelId = modelId;
        this.modelName = modelName;
        this.records = records;
        this.contentSha256 = contentSha256;
    }

    /**
     * @param number counts the versions of one facebank, from 1
     * @param modelId SHA-256 of the embedding model that made every template
     * @param modelName what people call that model
     * @throws FacebankException when a record is of another model, or two share an id
     */
    public static Facebank of(long number, String modelId, String modelName, List<FacebankRecord> records) {
        if (number < 1) {
            throw new FacebankException("facebank number: " + number + " (expected: at least 1)");
        }
        List<FacebankRecord> sorted = new ArrayList<>(records);
        sorted.sort(ORDER);
        requireOneModelAndDistinctIds(modelId, sorted);
        return new Facebank(number, modelId, modelName, List.copyOf(sorted), ContentHash.of(modelId, sorted));
    }

    /** This content as the version that follows an earlier one: the earlier one's number if the content is the same, else the next. */
    public Facebank after(Facebank earlier) {
        long next = contentSha256.equals(earlier.contentSha256) ? earlier.number : earlier.number + 1;
        return next == number ? this : new Facebank(next, modelId, modelName, records, contentSha256);
    }

    /** Counts the versions of this facebank: the higher one is the newer. */
    public long number() {
        return number;
    }

    /** Names number and content, e.g. {@code 3-5f1d0c9a}: equal for equal content at the same number. */
    public String version() {
        return number + "-" + contentSha256.substring(0, 8);
    }

    /** SHA-256 over all records, whatever the number and whatever form they are stored in. */
    public String contentSha256() {
        return contentSha256;
    }

    /** SHA-256 of the embedding model. */
    public String modelId() {
        return modelId;
    }

    /** What people call the embedding model. */
    public String modelName() {
        return modelName;
    }

    public List<FacebankRecord> records() {
        return records;
    }

    /** How many different people there are. */
    public int people() {
        return (int) records.stream().map(FacebankRecord::personId).distinct().count();
    }

    public boolean isEmpty() {
        return records.isEmpty();
    }

    /** What must be done to this facebank's records to have those of {@code next}. */
    public FacebankChange changeTo(Facebank next) {
        Map<String, FacebankRecord> before = byId(records);
        Map<String, FacebankRecord> after = byId(next.records);
        List<FacebankRecord> upserts = next.records.stream()
                .filter(record -> !record.equals(before.get(record.templateId())))
                .toList();
        List<String> removals = records.stream()
                .map(FacebankRecord::templateId)
                .filter(id -> !after.containsKey(id))
                .toList();
        return new FacebankChange(next.number, next.version(), upserts, removals);
    }

    /** This facebank without the records that have expired by the given time; the number stays. */
    public Facebank validAt(long epochMillis) {
        List<FacebankRecord> valid =
                records.stream().filter(record -> record.validAt(epochMillis)).toList();
        return valid.size() == records.size() ? this : new Facebank(number, modelId, modelName, valid, ContentHash.of(modelId, valid));
    }

    private static Map<String, FacebankRecord> byId(List<FacebankRecord> records) {
        return records.stream().collect(toMap(FacebankRecord::templateId, Function.identity()));
    }

    private static void requireOneModelAndDistinctIds(String modelId, List<FacebankRecord> records) {
        Map<String, FacebankRecord> seen = new HashMap<>();
        for (FacebankRecord record : records) {
            if (!record.modelId().equals(modelId)) {
                throw new FacebankException("model of template " + record.templateId() + ": " + record.modelId()
                        + " (expected: " + modelId + ")");
            }
            if (seen.put(record.templateId(), record) != null) {
                throw new FacebankException("templateId: " + record.templateId() + " twice (expected: distinct ids)");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facebank that && number == that.number && contentSha256.equals(that.contentSha256);
    }

    @Override
    public int hashCode() {
        return contentSha256.hashCode();
    }

    @Override
    public String toString() {
        return "Facebank[version=" + version() + ", people=" + people() + ", templates=" + records.size() + "]";
    }
}
