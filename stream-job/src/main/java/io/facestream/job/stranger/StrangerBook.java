package io.facestream.job.stranger;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where strangers are written down. Used by one thread at a time. */
interface StrangerBook {
    /** All of them, to be read only; the order does not matter. */
    Collection<Stranger> all() throws Exception;

    @Nullable
    Stranger find(String strangerId) throws Exception;

    /** The visits kept of a stranger who is in the book. */
    List<StrangerVisit> visits(String strangerId) throws Exception;

    void put(Stranger stranger, List<StrangerVisit> visits) throws Exception;

    void remove(String strangerId) throws Exception;
}
