package io.facestream.job.crop;

import java.io.Serializable;
import java.time.Duration;

/**
 * Where crops are kept and how long.
 *
 * @param folder on each machine that runs the job, or one that all of them share
 * @param keyFile the facebank's key, at this path on each machine; empty where the environment has it
 * @param expire age at which a crop is deleted
 */
public record CropsOptions(String folder, String keyFile, Duration expire) implements Serializable {}
