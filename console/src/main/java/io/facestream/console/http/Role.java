package io.facestream.console.http;

/** What somebody may do; each may do what those before may. */
public enum Role {
    /** Sees. */
    VIEWER,
    /** Enrols, renames, ignores, reviews matches. */
    OPERATOR,
    /** Erases, rolls back, changes thresholds. */
    ADMIN;

    /** Whether this role may do what asks for another. */
    public boolean allows(Role asked) {
        return compareTo(asked) >= 0;
    }
}
