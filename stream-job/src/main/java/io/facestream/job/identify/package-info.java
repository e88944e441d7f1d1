/**
 * Vectors to names: {@link io.facestream.job.identify.Identifier} is a pure step on a camera's evidence and one version of the facebank. It
 * fuses the shots of a track, holds the probe against everybody enrolled, and names somebody only above the threshold, clear of the
 * runner-up, and once a frame. {@link io.facestream.job.identify.IdentifyFunction} keeps evidence by camera and the facebank in broadcast
 * state; until the facebank's first version is complete, frames wait. {@code FrameDecisions} runs a second model beside the
 * first, and passes on the frames of the one in force. Settings: {@code fpir}, {@code margin}, {@code min-shots},
 * {@code evidence-budget}, {@code top-k}, {@code calibration}.
 */
@NullMarked
package io.facestream.job.identify;

import org.jspecify.annotations.NullMarked;
