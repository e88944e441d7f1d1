package io.facestream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.cli.console.ConsoleOptions;
import io.facestream.console.http.Access;
import io.facestream.console.http.Role;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleConfigTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void withoutAFileOneTokenIsMadeAndMayDoAll() throws Exception {
        ConsoleConfig one = ConsoleConfig.of(new ConsoleOptions(Optional.empty(), Optional.empty()), Map.of());
        ConsoleConfig other = ConsoleConfig.of(new ConsoleOptions(Optional.of(0), Optional.empty()), Map.of());

        assertThat(one.server().host()).isEqualTo("127.0.0.1");
        assertThat(one.server().port()).isEqualTo(ConsoleOptions.PORT);
        assertThat(other.server().port()).isZero();
        assertThat(one.tokens())
                .containsExactly(Map.entry(one.printed().orElseThrow(), Access.toAll("admin", Role.ADMIN)));
        assertThat(one.printed().orElseThrow())
                .hasSize(32)
                .isNotEqualTo(other.printed().orElseThrow());
    }

    @Test
    void aFileNamesTokensByTheirVariables() throws Exception {
        ConsoleConfig config = read("""
                host: 0.0.0.0
                port: 8443
                names: [cameras.example]
                tokens:
                  - {name: guard, env: GUARD, role: viewer, cameras: [door]}
                """, Map.of("GUARD", TOKEN));

        assertThat(config.server().host()).isEqualTo("0.0.0.0");
        assertThat(config.server().names()).containsExactly("cameras.example");
        assertThat(config.printed()).isEmpty();
        assertThat(config.tokens())
                .containsExactly(Map.entry(TOKEN, new Access("guard", Role.VIEWER, Optional.of(Set.of("door")))));
    }

    @Test
    void theFileOfTheDocumentationIsRead() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Path keys = folder.resolve("console.p12");
        try (OutputStream out = Files.newOutputStream(keys)) {
            store.store(out, "secret".toCharArray());
        }
        String text = ConsolePage.blocks("yaml").get(0).replace("console.p12", keys.toString());
        ConsoleConfig config = read(
                text,
                Map.of(
                        "CONSOLE_KEYSTORE_PASSWORD",
                        "secret",
                        "WALL_TOKEN",
                        TOKEN,
                        "DESK_TOKEN",
                        TOKEN + "d",
                        "HEAD_TOKEN",
                        TOKEN + "h"));

        assertThat(config.server().scheme()).isEqualTo("https");
        assertThat(config.tokens())
                .containsEntry(TOKEN, new Access("wall", Role.VIEWER, Optional.of(Set.of("door", "yard"))))
                .containsEntry(TOKEN + "h", Access.toAll("head", Role.ADMIN));
    }

    @Test
    void whatIsWrongIsSaidWithItsValue() {
        refused("tokens: [{name: a, env: NONE, role: viewer}]", "environment variable NONE: not set");
        refused("tokens: [{name: a, env: SHORT, role: viewer}]", "environment variable SHORT: 3 characters");
        refused("tokens: [{name: a, env: GUARD, role: king}]", "role: king (expected: viewer, operator or admin)");
        refused("tokens: [{name: ' ', env: GUARD, role: operator}]", "token of GUARD: no name (expected: who has it");
        refused("tokens: [{env: GUARD, role: operator}]", "token of GUARD: no name");
        refused("hots: 0.0.0.0", "hots (expected: one of [host, names, port, tls, tokens])");
        refused("host: [", "console.yaml:");
        refused("tls: {keystore: none.p12, password-env: GUARD}", "tls: none.p12", "expected: a PKCS 12 key store");
        assertThatThrownBy(() -> ConsoleConfig.of(
                        new ConsoleOptions(Optional.empty(), Optional.of(folder.resolve("none.yaml"))), Map.of()))
                .hasMessageContaining("none.yaml: no such file");
    }

    private void refused(String text, String... parts) {
        assertThatThrownBy(() -> read(text, Map.of("GUARD", TOKEN, "SHORT", "abc")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts)
                .hasMessageStartingWith("console-config: ");
    }

    private ConsoleConfig read(String text, Map<String, String> environment) throws Exception {
        Path file = Files.writeString(folder.resolve("console.yaml"), text);
        return ConsoleConfig.of(new ConsoleOptions(Optional.empty(), Optional.of(file)), environment);
    }
}
