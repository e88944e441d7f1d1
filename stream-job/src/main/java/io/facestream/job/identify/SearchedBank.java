package io.facestream.job.identify;

/**
 * What a camera's faces are held against, besides the facebank's version and the model.
 *
 * @param hash names what is searched, keys and expiries of consent considered, whatever the order in which it came
 * @param people who can be found
 * @param threshold from which a face may get a name at the least number of shots, before this camera
 */
public record SearchedBank(String hash, int people, float threshold) {
    static final SearchedBank UNKNOWN = new SearchedBank("", 0, 0);
}
