package io.facestream.vision.evaluate;

/**
 * Two pictures of a protocol.
 *
 * @param first path below the protocol's folder of pictures
 * @param second path below the protocol's folder of pictures
 * @param same whether both show one person
 */
public record PicturePair(String first, String second, boolean same) {}
