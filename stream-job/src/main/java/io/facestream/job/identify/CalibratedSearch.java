package io.facestream.job.identify;

import io.facestream.job.calibration.CameraCalibration;
import java.util.List;

/** The facebank as one camera sees it: its thresholds are those that were measured before this camera. */
record CalibratedSearch(PeopleSearch facebank, float shift) implements PeopleSearch {
    static PeopleSearch of(PeopleSearch facebank, CameraCalibration calibration, String cameraId) {
        return calibration.isNone()
                ? facebank
                : new CalibratedSearch(facebank, (float) calibration.shift(cameraId, facebank.people()));
    }

    @Override
    public float threshold(int shots) {
        return facebank.threshold(shots) + shift;
    }

    @Override
    public List<RankedPerson> search(float[] probe, int k) {
        return facebank.search(probe, k);
    }

    @Override
    public int people() {
        return facebank.people();
    }

    @Override
    public float margin(float otherwise) {
        return facebank.margin(otherwise);
    }

    @Override
    public List<String> ignored() {
        return facebank.ignored();
    }

    @Override
    public boolean isIgnored(String personId) {
        return facebank.isIgnored(personId);
    }

    @Override
    public String version() {
        return facebank.version();
    }

    @Override
    public String contentHash() {
        return facebank.contentHash();
    }

    @Override
    public String modelId() {
        return facebank.modelId();
    }
}
