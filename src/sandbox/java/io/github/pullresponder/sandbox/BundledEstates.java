package io.github.pullresponder.sandbox;

import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds estates: the estates of the project, of its tour and of any folder. */
public final class BundledEstates {
    private static final Path WORK = Path.of("target", "estates");
    private static final List<String> MARKS = List.of("base.json", "arm.json", "triggers", "clock.json", "kubernetes");

    private BundledEstates() {}

    /** All estates of the project, in alphabetical order. */
    public static List<Path> all() {
        return in(folder());
    }

    /** One of the project's estates. */
    public static Estate named(String name) {
        return load(folder().resolve(name));
    }

    /** The estates that {@code tour.txt} lists, then one estate for each cause that they lack. */
    public static List<Path> tour() {
        var tour = new ArrayList<>(listed());
        var shown = tour.stream().flatMap(estate -> causesOf(estate).stream()).collect(Collectors.toSet());
        for (var estate : all()) {
            var causes = causesOf(estate);
            if (causes.size() == 1 && shown.addAll(causes)) {
                tour.add(estate);
            }
        }
        return tour;
    }

    private static Set<String> causesOf(Path estate) {
        return Estate.expectationsIn(estate).values().stream()
                .flatMap(expected -> expected.causes().stream())
                .collect(Collectors.toSet());
    }

    private static List<Path> listed() {
        try (var lines = Files.lines(folder().resolve("tour.txt"))) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> folder().resolve(line.strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder itself if it is an estate; otherwise the estates in it. */
    static List<Path> in(Path folder) {
        if (isEstate(folder)) {
            return List.of(folder);
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(BundledEstates::isEstate).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an estate and merges it with its base, if it has one. Synchronized, because the merged estate is first
     * written to a folder.
     */
    public static synchronized Estate load(Path folder) {
        return Estate.load(LayeredEstate.complete(folder, WORK));
    }

    private static boolean isEstate(Path folder) {
        return Files.isDirectory(folder)
                && Stream.of(MARKS.toArray(String[]::new)).anyMatch(mark -> Files.exists(folder.resolve(mark)));
    }

    private static Path folder() {
        try {
            return Path.of(BundledEstates.class.getResource("/estates").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path is a folder", e);
        }
    }
}
