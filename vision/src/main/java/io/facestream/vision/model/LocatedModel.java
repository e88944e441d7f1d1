package io.facestream.vision.model;

import java.nio.file.Path;

/** A model's card and the file it speaks of, whose SHA-256 was checked against the card when the pack was loaded. */
public record LocatedModel(ModelCard card, Path file) {
    /** Reads a card and checks the file it names, which lies in the card's folder. */
    static LocatedModel ofCard(Path cardFile) {
        ModelCard card = ModelCard.read(cardFile);
        Path file = ModelFile.folderOf(cardFile).resolve(card.file());
        ModelFile.check(file, card.sha256());
        return new LocatedModel(card, file);
    }
}
