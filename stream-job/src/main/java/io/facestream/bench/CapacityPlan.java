package io.facestream.bench;

/**
 * What some cameras and people need, calculated from what was measured and what is assumed.
 *
 * @param visitsAnHour past each camera
 * @param load share of a core that is planned with; the rest is for peaks, checkpoints and catching up
 */
record CapacityPlan(MeasuredCosts costs, double visitsAnHour, double load) {
    /** One frame every 120 ms is looked at. */
    static final double FRAMES_A_SECOND = 1000.0 / 120;

    /** Megabytes a second that are planned for a partition in. */
    static final double PARTITION_MEGABYTES = 10;

    /** Key groups of the job: no job has more subtasks. */
    static final int MOST_SUBTASKS = 4096;

    static final int CORES_A_TASK_MANAGER = 16;

    /** Templates a JVM that are searched in one go; from here on the facebank is divided. */
    static final double TEMPLATES_A_JVM = 200_000;

    /** Frames a second whose detection and embedding one GPU is assumed to do. */
    static final double GPU_FRAMES_A_SECOND = 2_000;

    private static final double SECONDS_A_VISIT = 8;
    private static final int DIMENSION = 512;

    double framesASecond(double cameras) {
        return cameras * FRAMES_A_SECOND;
    }

    double facesASecond(double cameras) {
        return cameras * visitsAnHour / 3600 * SECONDS_A_VISIT * FRAMES_A_SECOND;
    }

    double shotsASecond(double cameras) {
        return cameras * visitsAnHour / 3600 * costs.shotsAVisit();
    }

    double eventsASecond(double cameras) {
        return cameras * visitsAnHour / 3600 * costs.eventsAVisit();
    }

    double decodeCores(double cameras) {
        return framesASecond(cameras) * costs.decodeMillis() / 1000 / load;
    }

    double detectCores(double cameras) {
        return framesASecond(cameras) * costs.detectMillis() / 1000 / load;
    }

    double faceCores(double cameras) {
        return (facesASecond(cameras) * costs.cutMillis() + shotsASecond(cameras) * costs.embedMillis()) / 1000 / load;
    }

    /** Tracks, visits, events, state and shuffle, and the search among the few people of the measured streets. */
    double flinkCores(double cameras) {
        return (framesASecond(cameras) * costs.frameMicros() + facesASecond(cameras) * costs.faceMicros()) / 1e6 / load;
    }

    double pictureCores(double cameras) {
        return decodeCores(cameras) + detectCores(cameras) + faceCores(cameras);
    }

    double cores(double cameras) {
        return pictureCores(cameras) + flinkCores(cameras);
    }

    /** Each shot is searched for with what the track has shown by then. */
    double searchCores(double cameras, double people) {
        return shotsASecond(cameras) * costs.matchMillis(people) / 1000 / load;
    }

    double batchedCores(double cameras, double people) {
        return shotsASecond(cameras) * costs.batchMillis(people) / 1000 / load;
    }

    double coarseCores(double cameras, double people) {
        return searchCores(cameras, people) * costs.coarse();
    }

    /** Gigabytes a second that the exact search reads of memory. */
    double searchGigabytes(double cameras, double people) {
        return shotsASecond(cameras) * people * 4 * DIMENSION / 1e9;
    }

    double framesMegabytes(double cameras) {
        return framesASecond(cameras) * costs.frameBytes() / 1e6;
    }

    /** Where only shots are sent. */
    double cropsMegabytes(double cameras) {
        return shotsASecond(cameras) * costs.cropBytes() / 1e6;
    }

    double partitions(double cameras) {
        double forSubtasks = Math.min(MOST_SUBTASKS, Math.ceil(cores(cameras)));
        return Math.max(forSubtasks, Math.ceil(framesMegabytes(cameras) / PARTITION_MEGABYTES));
    }

    double eventKilobytes(double cameras) {
        return eventsASecond(cameras) * costs.eventBytes() / 1e3;
    }

    double jobs(double cameras) {
        return Math.ceil(cores(cameras) / MOST_SUBTASKS);
    }

    double taskManagers(double cameras) {
        return Math.ceil(cores(cameras) / CORES_A_TASK_MANAGER);
    }

    double stateMegabytes(double cameras) {
        return cameras * costs.stateBytes() / 1e6;
    }

    double gpus(double cameras) {
        return framesASecond(cameras) / GPU_FRAMES_A_SECOND / load;
    }

    double galleryGigabytes(double people) {
        return people * costs.templateBytes() / 1e9;
    }

    double shards(double people) {
        return Math.ceil(people / TEMPLATES_A_JVM);
    }
}
