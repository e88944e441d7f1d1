package io.facestream.job.event;

/** What an identity event says. {@code docs/events.md} has the table of states and which event follows which. */
public enum EventType {
    /** A face came into view: a visit begins. */
    APPEARED,
    /** The visit has a name. Said once a visit. */
    IDENTIFIED,
    /** The visit has no name, with the reason. Said once a visit. */
    UNKNOWN,
    /** Later evidence gave the visit another name, or took the name away. */
    CHANGED,
    /** The visit is over. */
    LEFT,
    CAMERA_UP,
    CAMERA_DOWN,
    /** What a live camera showed in an interval is lost. */
    GAP,
    /** An earlier visit without a name has one now, because somebody was enrolled since; {@code supersedes} names the event corrected. */
    REIDENTIFIED,
    /** A person was erased from the facebank; who keeps events that name them has to see to those. */
    PERSON_ERASED,
    /** A visit without a name is one of somebody unknown who was seen before. */
    STRANGER_SEEN,
    /** Two unknown people turned out to be one. */
    STRANGERS_MERGED,
    /** An unknown person turned out to be two. */
    STRANGER_SPLIT
}
