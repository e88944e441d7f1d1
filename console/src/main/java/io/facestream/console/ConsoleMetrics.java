package io.facestream.console;

import io.facestream.console.http.Access;
import io.facestream.console.visit.VisitBook;
import io.facestream.job.watch.CameraPulse;
import io.facestream.job.watch.JobPulse;
import io.facestream.job.watch.RunView;
import io.facestream.job.watch.TopicPulse;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a console knows, in Prometheus's text format. */
final class ConsoleMetrics {
    private final StringBuilder text = new StringBuilder();

    private ConsoleMetrics() {}

    static String of(RunView view, VisitBook book, Access access) {
        ConsoleMetrics metrics = new ConsoleMetrics();
        metrics.cameras(view.cameras().stream()
                .filter(camera -> access.sees(camera.cameraId()))
                .toList());
        metrics.job(view.job());
        metrics.topics(view.topics());
        metrics.one("facestream_events_total", "counter", "Events seen by the console, each once.", book.events());
        metrics.one("facestream_events_refused_total", "counter", "Lines that were no events.", book.refused());
        return metrics.text.toString();
    }

    /** What was not asked, or not answered, is left out. */
    private void job(JobPulse job) {
        if (job.state().equals(JobPulse.NOT_ASKED)) {
            return;
        }
        one(
                "facestream_job_running",
                "gauge",
                "1 while the job runs.",
                job.state().equals("RUNNING") ? 1 : 0);
        if (!job.hasFigures()) {
            return;
        }
        one("facestream_job_restarts_total", "counter", "Restarts of the job.", job.restarts());
        one("facestream_checkpoints_total", "counter", "Checkpoints completed.", job.checkpoints());
        one("facestream_checkpoints_failed_total", "counter", "Checkpoints not completed.", job.checkpointsFailed());
        one(
                "facestream_checkpoint_seconds",
                "gauge",
                "Time that the last checkpoint took.",
                job.lastCheckpointMillis() / 1e3);
    }

    private void topics(List<TopicPulse> topics) {
        if (topics.isEmpty()) {
            return;
        }
        head("facestream_topic_reachable", "gauge", "1 while the console reads the topic.");
        topics.forEach(topic -> line(
                "facestream_topic_reachable",
                label("topic", topic.topic()),
                topic.state() == TopicPulse.State.READING ? 1 : 0));
        head("facestream_topic_records_total", "counter", "Records that the console has read.");
        topics.forEach(topic -> line("facestream_topic_records_total", label("topic", topic.topic()), topic.records()));
    }

    private void cameras(List<CameraPulse> cameras) {
        each(
                "facestream_frames_total",
                "counter",
                "Frames looked at; of a run that is watched through topics, frames that came.",
                cameras,
                CameraPulse::frames);
        each(
                "facestream_frames_per_second",
                "gauge",
                "Frames looked at a second, over five seconds.",
                cameras,
                CameraPulse::framesASecond);
        each(
                "facestream_frames_not_shown_total",
                "counter",
                "Frames that a watcher would have seen, had coding been faster.",
                cameras,
                CameraPulse::notShown);
        each(
                "facestream_decision_seconds",
                "gauge",
                "Time from the last shown frame to its decisions.",
                cameras,
                camera -> camera.decidedAfterMillis() / 1e3);
        head("facestream_count_total", "counter", "Frames and faces by what became of them, as in summary.json.");
        for (CameraPulse camera : cameras) {
            camera.counts()
                    .forEach((name, count) -> line(
                            "facestream_count_total",
                            label("camera", camera.cameraId()) + "," + label("count", name),
                            count));
        }
    }

    private void each(
            String name, String type, String help, List<CameraPulse> cameras, ToDoubleFunction<CameraPulse> figure) {
        head(name, type, help);
        for (CameraPulse camera : cameras) {
            line(name, label("camera", camera.cameraId()), figure.applyAsDouble(camera));
        }
    }

    private void one(String name, String type, String help, double value) {
        head(name, type, help);
        text.append(name).append(' ').append(number(value)).append('\n');
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String name, String labels, double value) {
        text.append(name)
                .append('{')
                .append(labels)
                .append("} ")
                .append(number(value))
                .append('\n');
    }

    private static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
