package io.facestream.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.facestream.cli.console.ConsoleOptions;
import io.facestream.console.http.Access;
import io.facestream.console.http.Role;
import io.facestream.console.http.ServerOptions;
import io.facestream.console.http.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a console listens and who may do what. Secrets are not in the file: it names environment variables.
 *
 * @param printed the token that was made for this start; empty where the file names tokens
 */
record ConsoleConfig(ServerOptions server, Map<String, Access> tokens, Optional<String> printed) {
    private static final int LEAST_TOKEN = 16;
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** The file as it is written. */
    record Written(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Set<String> names,
            @Nullable Tls tls,
            @Nullable List<Token> tokens) {}

    /** A PKCS 12 key store, and the environment variable with its password. */
    record Tls(Path keystore, String passwordEnv) {}

    /** A token in an environment variable, and what it allows; without cameras all of them. */
    record Token(
            @Nullable String name,
            String env,
            String role,
            @Nullable Set<String> cameras) {}

    /** The configuration of these options, with secrets from an environment. */
    static ConsoleConfig of(ConsoleOptions options, Map<String, String> environment) throws IOException {
        Written written =
                options.config().isPresent() ? read(options.config().get()) : new Written(null, null, null, null, null);
        String host = written.host() == null ? "127.0.0.1" : written.host();
        int port = options.port().orElse(written.port() == null ? ConsoleOptions.PORT : written.port());
        Optional<SSLContext> tls =
                written.tls() == null ? Optional.empty() : Optional.of(context(written.tls(), environment));
        ServerOptions server = new ServerOptions(host, port, written.names() == null ? Set.of() : written.names(), tls);
        if (written.tokens() == null || written.tokens().isEmpty()) {
            String token = WebServer.secret();
            return new ConsoleConfig(server, Map.of(token, Access.toAll("admin", Role.ADMIN)), Optional.of(token));
        }
        Map<String, Access> tokens = new LinkedHashMap<>();
        for (Token token : written.tokens()) {
            if (token.name() == null || token.name().isBlank()) {
                throw new IllegalArgumentException("console-config: token of " + token.env()
                        + ": no name (expected: who has it, as actions and reviews are recorded)");
            }
            tokens.put(
                    secret(token.env(), environment, LEAST_TOKEN),
                    new Access(token.name(), role(token.role()), Optional.ofNullable(token.cameras())));
        }
        return new ConsoleConfig(server, tokens, Optional.empty());
    }

    private static Written read(Path file) throws IOException {
        try {
            return YAML.readValue(Files.readString(file), Written.class);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "console-config: " + file + ": no such file (expected: a configuration in YAML)", e);
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(
                    "console-config: " + file + ": " + e.getPropertyName() + " (expected: one of "
                            + new TreeSet<Object>(e.getKnownPropertyIds()) + ")",
                    e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "console-config: " + file + ":" + e.getLocation().getLineNr() + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private static Role role(String text) {
        try {
            return Role.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "console-config: role: " + text + " (expected: viewer, operator or admin)", e);
        }
    }

    private static String secret(String variable, Map<String, String> environment, int least) {
        String value = environment.get(variable);
        if (value == null || value.length() < least) {
            throw new IllegalArgumentException("console-config: environment variable " + variable + ": "
                    + (value == null ? "not set" : value.length() + " characters") + " (expected: at least " + least
                    + " characters)");
        }
        return value;
    }

    private static SSLContext context(Tls tls, Map<String, String> environment) throws IOException {
        char[] password = secret(tls.passwordEnv(), environment, 1).toCharArray();
        try (InputStream in = Files.newInputStream(tls.keystore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "console-config: tls: " + tls.keystore() + ": " + e.getMessage()
                            + " (expected: a PKCS 12 key store that the password opens)",
                    e);
        }
    }
}
