package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.facebank.enrolment.FolderSettings;
import io.facestream.job.model.ModelChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings that stand in a watched folder reach the job, at once and as a version of their own. */
@Timeout(60)
class FolderSettingsIT {
    private static final int POLLS = 20;

    @TempDir
    private Path folder;

    @Test
    void settingsComeWithTheFolderAndTheirChangesAreNewVersions() throws Exception {
        new FolderSettings(0.02, 0.1).write(folder);
        Outlet outlet = new Outlet();
        try (FacebankFeed feed = new FolderFeed.Factory(folder.toString(), new ModelChoice(""), "cpu", "").open()) {
            feed.poll(outlet);
            FacebankUpdate first = outlet.last();
            assertThat(first.settings()).containsExactly(new BankSettings(first.version(), 0.02, 0.1));

            new FolderSettings(0.001, Double.NaN).write(folder);
            FacebankUpdate second = next(feed, outlet);
            assertThat(second.settings()).containsExactly(new BankSettings(second.version(), 0.001, Double.NaN));
            assertThat(second.commits()).isTrue();
            assertThat(second.version().isAfter(first.version())).isTrue();
            assertThat(second.name()).isEqualTo(first.name());

            Files.writeString(folder.resolve(FolderSettings.FILE), "{\"fpir\": 7}");
            feed.poll(outlet);
            assertThat(outlet.last())
                    .as("what cannot be understood changes nothing")
                    .isSameAs(second);

            FolderSettings.NONE.write(folder);
            FacebankUpdate third = next(feed, outlet);
            assertThat(third.settings()).containsExactly(new BankSettings(third.version(), Double.NaN, Double.NaN));
            assertThat(third.version().isAfter(second.version())).isTrue();
        }
    }

    private static FacebankUpdate next(FacebankFeed feed, Outlet outlet) throws InterruptedException {
        int before = outlet.updates.size();
        for (int i = 0; i < POLLS && outlet.updates.size() == before; i++) {
            feed.poll(outlet);
        }
        assertThat(outlet.updates).hasSizeGreaterThan(before);
        return outlet.last();
    }

    private static final class Outlet implements FacebankFeed.Outlet {
        private final List<FacebankUpdate> updates = new ArrayList<>();

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public long nextGeneration() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void add(FacebankUpdate part) {
            updates.add(part);
        }

        FacebankUpdate last() {
            return updates.get(updates.size() - 1);
        }
    }
}
