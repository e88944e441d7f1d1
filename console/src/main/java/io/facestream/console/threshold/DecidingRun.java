package io.facestream.console.threshold;

import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.vision.model.Device;

/** Those settings of a run that say who is named. */
public record DecidingRun(FacebankInput facebank, IdentifyOptions identify, Device device) {}
