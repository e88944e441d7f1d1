package io.facestream.evaluate.video;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found on the scenes of one folder or of several, each with a facebank of its own.
 *
 * @param repeat the command that found it
 */
public record VideoReport(List<SceneSet> sets, String repeat) {
    public VideoReport {
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("sets: none (expected: at least one folder of scenes)");
        }
        sets = List.copyOf(sets);
    }

    /** A table for a terminal, what is left out below. */
    public String toTable() {
        return VideoTable.of(this);
    }

    /** The same for programs. */
    public String toJson() {
        return VideoJson.of(this);
    }

    /** The same as a part of a Markdown page, without a heading. */
    public String toMarkdown() {
        return VideoMarkdown.of(this);
    }

    /** Notes of all folders, each with its folder where there are several. */
    List<String> notes() {
        return sets.stream()
                .flatMap(set -> set.notes().stream().map(note -> sets.size() == 1 ? note : set.name() + "/" + note))
                .toList();
    }

    /** What was left out, and why; empty if nothing was. */
    public List<String> problems() {
        return sets.stream().flatMap(set -> set.problems().stream()).toList();
    }

    /** The scenes, named after their folder as well where there are several, and their sum at the end if there is more than one. */
    List<SceneResult> rows() {
        List<SceneResult> rows = new ArrayList<>();
        for (SceneSet set : sets) {
            for (SceneResult result : set.results()) {
                rows.add(
                        sets.size() == 1 ? result : SceneResult.sum(set.name() + "/" + result.name(), List.of(result)));
            }
        }
        if (rows.size() > 1) {
            rows.add(SceneResult.sum("all", rows));
        }
        return rows;
    }

    SceneResult all() {
        List<SceneResult> rows = rows();
        return rows.get(rows.size() - 1);
    }
}
