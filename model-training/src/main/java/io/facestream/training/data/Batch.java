package io.facestream.training.data;

/**
 * Pictures of one step.
 *
 * @param step counted from 0 over all epochs
 * @param epoch counted from 0
 * @param pixels [batch, 3, side, side], colour order and scale as the training's input says
 * @param labels class of each
 * @param pictures index of each in its set
 */
public record Batch(long step, int epoch, float[] pixels, int[] labels, int[] pictures) {
    public int size() {
        return labels.length;
    }
}
