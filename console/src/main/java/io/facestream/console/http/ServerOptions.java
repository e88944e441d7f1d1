package io.facestream.console.http;

import io.undertow.Undertow;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param host address to listen at
 * @param port 0 for any that is free
 * @param names by which browsers may call it, besides its address and this machine's own; a request by any other name is refused, because
 *     it may come from a page whose name was made to point here
 * @param tls how it proves who it is; empty for plain HTTP
 */
public record ServerOptions(String host, int port, Set<String> names, Optional<SSLContext> tls) {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    public ServerOptions {
        names = Set.copyOf(names);
    }

    /** Plain HTTP, for browsers of this machine. */
    public static ServerOptions local(int port) {
        return new ServerOptions("127.0.0.1", port, Set.of(), Optional.empty());
    }

    boolean isOurs(@Nullable String name) {
        return name != null && (LOCAL.contains(name) || name.equals(host) || names.contains(name));
    }

    Undertow.Builder listen(Undertow.Builder builder) {
        return tls.isPresent() ? builder.addHttpsListener(port, host, tls.get()) : builder.addHttpListener(port, host);
    }

    /** How an address of the server begins. */
    public String scheme() {
        return tls.isPresent() ? "https" : "http";
    }
}
