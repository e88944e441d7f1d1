package io.facestream.evaluate;

/** A picture whose file's bytes are in memory. */
record MemoryPicture(String name, byte[] content) implements PictureSource {
    @Override
    public byte[] bytes() {
        return content;
    }
}
