package io.facestream.job.latecomer;

import io.facestream.job.facebank.Enrolment;

/** A part of an enrolment on its way to one bucket. */
public record BucketPart(int bucket, Enrolment enrolment) {}
