package io.facestream.cli;

import io.facestream.job.uselog.Anchor;
import io.facestream.job.uselog.ChainCheck;
import io.facestream.job.uselog.Review;
import io.facestream.job.uselog.UseEntry;
import io.facestream.job.uselog.UseLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The log of use: whether it holds, what it says of somebody, and what people made of its matches. */
@Command(
        name = "use-log",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Check and read the log of what the system was used for.",
        description = {
            "",
            "Jobs keep it in use-log.jsonl of the output folder, and on the topic use-log: when a camera's use began and ended, which facebank"
                    + " its faces were held against, which input led to a match. Entries are chained by hashes and hold ids only."
                    + " docs/use-log.md has the fields.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream use-log verify out/use-log.jsonl",
            "  ./facestream use-log show kafka://use-log --person p-5f1d0c9a5f1d0c9a",
            "  ./facestream use-log confirm 2b6f7a5e-... kafka://use-log --by \"A. Lee, security desk\" --verdict right",
        })
final class UseLogCommand implements Runnable {
    private static final String LOG = "A file such as use-log.jsonl, or kafka://TOPIC. Default: ${DEFAULT-VALUE}.";
    private static final String DEFAULT_LOG = "kafka://use-log";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** How the cluster is reached. */
    static final class KafkaFlag {
        @Option(
                names = "--kafka",
                paramLabel = "FILE",
                description =
                        "Settings of Kafka's clients as a .properties file. Default: the broker at 127.0.0.1:9092.")
        private @Nullable Path kafka;

        private Map<String, String> client() throws IOException {
            return kafka == null ? Map.of() : KafkaFile.read(kafka);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "use-log: no action given (expected: verify, show or confirm)");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Find out whether anything in a log was changed, removed, inserted or reordered.",
            description = {
                "",
                "Exit code 1 if so. A log whose end was cut off, or that was made anew as a whole, holds in itself: keep its last hashes"
                        + " elsewhere (--write-anchor), out of reach of who runs the system, and check against them (--anchor).",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  ./facestream use-log verify out/use-log.jsonl --write-anchor anchor.jsonl",
                "  ./facestream use-log verify kafka://use-log --trimmed --anchor anchor.jsonl",
            })
    int verify(
            @Parameters(paramLabel = "FILE|kafka://TOPIC", defaultValue = DEFAULT_LOG, description = LOG) String place,
            @Option(names = "--anchor", paramLabel = "FILE", description = "Last hashes as they were kept.") @Nullable
                    Path anchor,
            @Option(
                            names = "--write-anchor",
                            paramLabel = "FILE",
                            description = "Write the last hashes there, if the log holds.")
                    @Nullable
                    Path writeAnchor,
            @Option(
                            names = "--trimmed",
                            description = "Chains may begin late: a retention has deleted their beginning.")
                    boolean trimmed,
            @Mixin KafkaFlag kafka)
            throws IOException {
        ChainCheck check = new ChainCheck(anchor == null ? Map.of() : Anchor.read(anchor), trimmed);
        log(place, kafka).read(new UseLog.Reader() {
            @Override
            public void entry(UseEntry entry) {
                check.add(entry);
            }

            @Override
            public void noEntry(String where) {
                check.addNoEntry(where);
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        check.findings().forEach(finding -> print(out, finding));
        check.noEntries().forEach(where -> out.println("BROKEN: " + where + " is no entry"));
        boolean holds = check.holds();
        int chains = check.findings().size();
        out.println(place + ": " + (holds ? "holds" : "BROKEN") + ", " + chains + (chains == 1 ? " chain" : " chains"));
        if (holds && writeAnchor != null) {
            Anchor.write(
                    writeAnchor,
                    check.findings().stream().map(ChainCheck.Finding::anchor).toList());
            out.println("anchor: " + writeAnchor + " (keep it elsewhere)");
        }
        out.flush();
        return holds ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(PrintWriter out, ChainCheck.Finding finding) {
        out.println(finding.chain() + ": " + finding.entries() + " entries, " + finding.from() + " to " + finding.to());
        if (finding.broken() != null) {
            out.println("  BROKEN: " + finding.broken());
        } else {
            out.println("  last " + finding.last() + ": " + finding.lastHash());
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "List what a log says, of one person, one match or one camera.",
            description = {
                "",
                "What a person who asks is to be told: when and where they were matched, against what, and who checked it. A person's id stays"
                        + " after an erasure; whose it was nobody can tell then.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  ./facestream use-log show kafka://use-log --person p-5f1d0c9a5f1d0c9a",
                "  ./facestream use-log show out/use-log.jsonl --camera door --json",
            })
    void show(
            @Parameters(paramLabel = "FILE|kafka://TOPIC", defaultValue = DEFAULT_LOG, description = LOG) String place,
            @Option(names = "--person", paramLabel = "ID", description = "A personId, as events have it.") @Nullable
                    String person,
            @Option(names = "--event", paramLabel = "ID", description = "An eventId.") @Nullable String event,
            @Option(names = "--camera", paramLabel = "ID", description = "A camera.") @Nullable String camera,
            @Option(names = "--json", description = "Print entries as they lie there.") boolean json,
            @Mixin KafkaFlag kafka)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        log(place, kafka).read(entry -> {
            if (is(entry, "personId", person) && is(entry, "eventId", event) && is(entry, "cameraId", camera)) {
                out.println(json ? entry.json().toString() : UseEntryLine.of(entry));
            }
        });
        out.flush();
    }

    private static boolean is(UseEntry entry, String field, @Nullable String wanted) {
        return wanted == null || entry.text(field).equals(wanted);
    }

    @Command(
            name = "confirm",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Record what you made of a match after looking at it.",
            description = {
                "",
                "The review joins a chain of its own, on the topic or in reviews.jsonl beside the file. Write no names of those seen into the"
                        + " note: it stays.",
                ""
            },
            footer = {
                "",
                "Example:",
                "  ./facestream use-log confirm 2b6f7a5e-... --by \"A. Lee, security desk\" --verdict wrong --note \"taller\"",
            })
    void confirm(
            @Parameters(index = "0", paramLabel = "EVENT", description = "The match's eventId.") String event,
            @Parameters(index = "1", paramLabel = "FILE|kafka://TOPIC", defaultValue = DEFAULT_LOG, description = LOG)
                    String place,
            @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who looked: name or role.")
                    String by,
            @Option(
                            names = "--verdict",
                            paramLabel = "right|wrong",
                            required = true,
                            description = "Whether the match is right.")
                    String verdict,
            @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What else is to be said.")
                    String note,
            @Mixin KafkaFlag kafka)
            throws IOException {
        if (!verdict.equals("right") && !verdict.equals("wrong")) {
            throw usage("--verdict: " + verdict + " (expected: right or wrong)", null);
        }
        try {
            UseEntry entry =
                    log(place, kafka).review(new Review(event, by, verdict.equals("right"), note), Instant.now());
            spec.commandLine().getOut().println(UseEntryLine.of(entry));
            spec.commandLine().getOut().flush();
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()), e);
        }
    }

    private UseLog log(String place, KafkaFlag kafka) throws IOException {
        try {
            return UseLog.of(place, kafka.client());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException usage(String message, @Nullable Exception cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
