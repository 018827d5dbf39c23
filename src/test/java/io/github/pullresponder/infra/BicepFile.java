package io.github.pullresponder.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A template, or a file of parameters for one. */
record BicepFile(Path path, List<Declaration> declarations) {

    Stream<Declaration> all(String kind) {
        return declarations.stream().filter(it -> it.kind().equals(kind));
    }

    Optional<Declaration> find(String kind, String name) {
        return all(kind).filter(it -> it.name().equals(name)).findFirst();
    }

    Declaration the(String kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new IllegalStateException("%s has no %s %s".formatted(path, kind, name)));
    }

    /** Resources that it makes, and does not only refer to. */
    Stream<Declaration> resources() {
        return all("resource").filter(it -> !it.existing());
    }

    /** The one resource of a type that it makes. */
    Declaration resource(String type) {
        return resources()
                .filter(it -> it.resourceType().equals(type))
                .reduce((one, other) -> {
                    throw new IllegalStateException("%s has several of %s".formatted(path, type));
                })
                .orElseThrow(() -> new IllegalStateException("%s has no %s".formatted(path, type)));
    }

    String name() {
        return path.getFileName().toString();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
