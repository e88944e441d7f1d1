package io.facestream.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's commands that need no cluster, with the page's own values. */
class KubernetesPageTest {
    private static final Path PAGE = Chart.ROOT.resolve("docs/kubernetes.md");

    @TempDir
    private Path folder;

    @Test
    void thePagesCommandsThatNeedNoClusterWork() throws IOException {
        String page = Files.readString(PAGE);
        Path mine = Files.writeString(folder.resolve("my.yaml"), block(page, "```yaml\n# my.yaml\n([\\s\\S]*?)```"));
        List<String> done = new ArrayList<>();
        for (String line : block(page, "```sh\n([\\s\\S]*?)```").split("\n")) {
            List<String> words = List.of(line.split("\\s+"));
            if (words.get(1).equals("lint")) {
                assertThat(new Helm(Chart.ROOT.resolve(words.get(3)))
                                .lint()
                                .strict()
                                .call()
                                .isFailed())
                        .as(line)
                        .isFalse();
            } else {
                String rendered = template(words, mine);
                assertThat(Manifests.problems(Chart.documents(rendered))).isEmpty();
                assertThat(rendered)
                        .contains("image: registry.example/facestream-job:0.1.0", "rtsp://viewer@10.0.0.7/stream1");
            }
            done.add(words.get(1));
        }
        assertThat(done).containsExactly("lint", "template");
    }

    /** The page's example of a loader is one that the chart takes; so are the first lines of the ready files. */
    @Test
    void thePagesOtherExamplesAreValues() throws IOException {
        String loader = block(Files.readString(PAGE), "```yaml\n(loader:.*)\n```");

        assertThat(Chart.byName(Chart.render(Chart.with(Chart.least(), loader))))
                .containsKeys("Job/gate-facestream-loader-1", "CronJob/gate-facestream-loader");
    }

    @Test
    void whatThePageQuotesIsWhatHelmSays() throws IOException {
        String page = Files.readString(PAGE);
        for (List<String> wrong : List.of(
                List.of("job: {device: gpu}", "at '/job/device': value must be one of 'cpu', 'cuda'"),
                List.of(
                        "kafka: {bootstrapServers: \"\"}",
                        "kafka: neither bootstrapServers nor existingSecret is set (expected:"),
                List.of("checkOperator: true", "flink.apache.org/v1beta1: unknown to this cluster"))) {
            assertThat(page).contains(wrong.get(1));
            assertThatThrownBy(() -> Chart.text(Chart.with(Chart.least(), wrong.get(0))))
                    .hasMessageContaining(wrong.get(1));
        }
    }

    private static String template(List<String> words, Path mine) {
        TemplateCommand template =
                new Helm(Chart.ROOT.resolve(words.get(3))).template().withName(words.get(2));
        for (int i = 4; i < words.size(); i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "--kube-version" -> template.withKubeVersion(value);
                case "-f" -> template.withValuesFile(value.equals("my.yaml") ? mine : Chart.ROOT.resolve(value));
                case "--set" -> template.set(value.split("=")[0], value.split("=")[1]);
                default -> throw new IllegalArgumentException(words.get(i));
            }
        }
        return template.call();
    }

    private static String block(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
