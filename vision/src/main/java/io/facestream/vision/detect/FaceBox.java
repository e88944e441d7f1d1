package io.facestream.vision.detect;

/** A face's rectangle in pixels of the picture it was found in; it may reach beyond the picture's edges. */
public record FaceBox(float x, float y, float width, float height) {
    public float centreX() {
        return x + width / 2;
    }

    public float centreY() {
        return y + height / 2;
    }

    public float area() {
        return width * height;
    }

    /** Intersection over union with another box, 0..1. */
    public float iou(FaceBox other) {
        float both = intersection(other);
        return both == 0 ? 0 : both / (area() + other.area() - both);
    }

    /** Area shared with another box, in square pixels. */
    public float intersection(FaceBox other) {
        float w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        float h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        return w <= 0 || h <= 0 ? 0 : w * h;
    }
}
