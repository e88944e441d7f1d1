package io.facestream.console.people;

import io.facestream.facebank.Facebank;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** People of a facebank file, which holds no pictures and is only read: once, as by the run. */
final class FilePeople implements PeopleStore {
    private static final String READ_ONLY =
            "A facebank file is only read; to enrol here, run with --facebank FOLDER or kafka://TOPIC.";

    private final String place;
    private final Supplier<Facebank> file;
    private @Nullable TemplatePeople people;
    private String version = "";
    private Roster.Model model = Roster.Model.NONE;

    FilePeople(String place, Supplier<Facebank> file) {
        this.place = place;
        this.file = file;
    }

    private synchronized TemplatePeople people() {
        TemplatePeople read = people;
        if (read == null) {
            Facebank facebank = file.get();
            version = facebank.version();
            model = new Roster.Model(facebank.modelId(), facebank.modelName(), "");
            read = TemplatePeople.of(facebank);
            people = read;
        }
        return read;
    }

    @Override
    public Roster roster(PeopleQuery query) {
        TemplatePeople all = people();
        PeopleQuery.Page<Person> page = query.page(all.wanted(query), all::person);
        return new Roster(
                "file",
                place,
                List.of(),
                List.of(READ_ONLY),
                version,
                model,
                all.count(),
                page.found(),
                query.offset(),
                page.shown(),
                List.of());
    }

    @Override
    public Map<String, String> names() {
        return people().names();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
