package io.facestream.evaluate.identify;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.Enrolment;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.EnrolmentProgress;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who can be recognised, with their templates. Immutable.
 *
 * @param origin for people: the file or folder
 * @param summary of what enrolling the pictures came to; empty for a facebank file
 * @param pictureSha256s of the enrolled pictures, which are no fair probes
 */
public record EnrolledPeople(
        String origin, String modelName, List<Template> templates, String summary, Set<String> pictureSha256s) {
    public EnrolledPeople {
        templates = List.copyOf(templates);
        pictureSha256s = Set.copyOf(pictureSha256s);
    }

    /**
     * Reads a facebank file, or enrols a folder as {@code facebank enroll} does.
     *
     * @param aligned whether a folder's pictures are aligned crops
     * @param key opens an encrypted file; null for the one of the environment
     * @throws FacebankException if there is nobody in it, or it is of another model, in a line that names both
     */
    public static EnrolledPeople open(
            Path facebank,
            ModelPack pack,
            Device device,
            boolean aligned,
            @Nullable MasterKey key,
            Consumer<EnrolmentProgress> progress) {
        ModelCard card = pack.embedding().card();
        Facebank people;
        String summary = "";
        if (Files.isDirectory(facebank)) {
            EnrolmentOptions options = EnrolmentOptions.defaults().withAligned(aligned);
            try (Enroller enroller = Enroller.open(pack, device, options)) {
                Enrolment enrolment = enroller.enroll(facebank, progress).requireUsable(facebank);
                people = enrolment.facebank();
                summary = enrolment.report().summary();
            }
        } else {
            people = FacebankFile.read(facebank, key);
            requireModel(people, facebank, card);
        }
        Facebank valid = people.validAt(System.currentTimeMillis());
        if (valid.isEmpty()) {
            throw new FacebankException("facebank: " + facebank + ": nobody is enrolled (expected: at least one person"
                    + " whose time is not over)");
        }
        return of(facebank.toString(), valid, summary);
    }

    private static EnrolledPeople of(String origin, Facebank facebank, String summary) {
        return new EnrolledPeople(
                origin,
                facebank.modelName(),
                facebank.records().stream()
                        .map(record -> new Template(record.templateId(), record.personId(), record.template()))
                        .toList(),
                summary,
                facebank.records().stream().map(FacebankRecord::pictureSha256).collect(Collectors.toSet()));
    }

    private static void requireModel(Facebank facebank, Path file, ModelCard card) {
        if (!facebank.modelId().equals(card.sha256())) {
            throw new FacebankException("facebank: " + file + ": of model " + facebank.modelName() + " (SHA-256 "
                    + facebank.modelId() + ") (expected: " + card.id() + ", SHA-256 " + card.sha256()
                    + ", the model in use; name the other with --model, or enrol the pictures again)");
        }
    }

    /** Who is enrolled. */
    public Set<String> people() {
        return templates.stream().map(Template::personId).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Most templates that anybody has. */
    public int mostTemplates() {
        return byPerson(templates).values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** The templates, at most so many a person; which ones is drawn, the same for the same seed. */
    public List<Template> atMost(int templatesAPerson, long seed) {
        Random random = new Random(seed);
        List<Template> drawn = new ArrayList<>();
        byPerson(templates).values().forEach(own -> {
            Collections.shuffle(own, random);
            drawn.addAll(own.subList(0, Math.min(templatesAPerson, own.size())));
        });
        return drawn;
    }

    /** All templates of some people, drawn; the same for the same seed, and fewer people are always some of more. */
    public List<Template> some(int people, long seed) {
        List<List<Template>> shuffled = new ArrayList<>(byPerson(templates).values());
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.subList(0, Math.min(people, shuffled.size())).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Templates by person, in the order of the people's ids. */
    public static Map<String, List<Template>> byPerson(List<Template> templates) {
        Map<String, List<Template>> people = new TreeMap<>();
        templates.forEach(template -> people.computeIfAbsent(template.personId(), id -> new ArrayList<>())
                .add(template));
        return people;
    }
}
