package io.facestream.chaos;

import java.util.Random;

/** What can be killed, and how often it is chosen: work is done by TaskManagers, so they die most often. */
enum Victim {
    TASKMANAGER(5),
    JOBMANAGER(3),
    BROKER(2);

    private final int weight;

    Victim(int weight) {
        this.weight = weight;
    }

    /** The first three kills take one of each, the others by chance. */
    static Victim draw(int number, Random random) {
        if (number < values().length) {
            return values()[number];
        }
        int drawn = random.nextInt(10);
        for (Victim victim : values()) {
            drawn -= victim.weight;
            if (drawn < 0) {
                return victim;
            }
        }
        return BROKER;
    }
}
