package io.github.pullresponder.image;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.Optional;

/** Splits an image reference into its parts and checks each against its grammar. */
final class ImageReferenceParser {

    private static final String DOCKER_HUB = "docker.io";
    private static final String DOCKER_HUB_INDEX = "index.docker.io";
    private static final String OFFICIAL_NAMESPACE = "library/";
    private static final int LONGEST_REPOSITORY = 255;
    private static final int LONGEST_TAG = 128;
    private static final int LENGTH_OF_AN_IMAGE_ID = 64;

    private final String text;
    private final int nameEnd;

    ImageReferenceParser(String text) {
        this.text = text;
        int at = text.indexOf('@');
        this.nameEnd = at < 0 ? text.length() : at;
    }

    ImageReference parse() {
        rejectInvalidText();
        int pathStart = pathStart();
        int pathEnd = pathEnd(pathStart);
        Optional<String> tag = tag(pathEnd);
        Optional<String> digest = digest();
        String repository = repository(pathStart, pathEnd);
        if (pathStart == 0) {
            return onDockerHub(repository, tag, digest);
        }
        String host = text.substring(0, pathStart - 1);
        new RegistryDomainSyntaxValidator(text, pathStart - 1).check();
        if (host.equals(DOCKER_HUB) || host.equals(DOCKER_HUB_INDEX)) {
            return onDockerHub(repository, tag, digest);
        }
        return new ImageReference(host, repository, tag, digest);
    }

    private void rejectInvalidText() {
        if (text.isEmpty()) {
            throw invalid(0, "the reference is empty");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                throw invalid(i, "white space");
            }
            if (c <= ' ' || c > '~') {
                throw invalid(i, "character U+%04X is not valid in an image reference".formatted((int) c));
            }
        }
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            throw invalid(0, "scheme %s:// is not valid in an image reference".formatted(text.substring(0, scheme)));
        }
    }

    /** Treats the text before the first slash as a registry only if it cannot be a namespace of Docker Hub. */
    private int pathStart() {
        int slash = text.indexOf('/');
        if (slash < 0 || slash >= nameEnd) {
            return 0;
        }
        String first = text.substring(0, slash);
        boolean registry = first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || first.chars().anyMatch(AsciiCharacters::isUpper);
        return registry ? slash + 1 : 0;
    }

    private int pathEnd(int pathStart) {
        int colon = text.indexOf(':', pathStart);
        return colon < 0 || colon > nameEnd ? nameEnd : colon;
    }

    private String repository(int start, int end) {
        String path = text.substring(start, end);
        new RepositoryPathSyntaxValidator(text, start, end).check();
        if (path.length() > LONGEST_REPOSITORY) {
            throw invalid(start + LONGEST_REPOSITORY, "a repository name has at most 255 characters");
        }
        // containerd rejects these because they look like an image id.
        if (start == 0
                && path.length() == LENGTH_OF_AN_IMAGE_ID
                && path.chars().allMatch(AsciiCharacters::isLowerHex)) {
            throw invalid(0, "64 hex characters are an image id, not a repository name");
        }
        return path;
    }

    private Optional<String> tag(int pathEnd) {
        if (pathEnd == nameEnd) {
            return Optional.empty();
        }
        int start = pathEnd + 1;
        if (start == nameEnd) {
            throw invalid(start, "the tag is empty");
        }
        for (int i = start; i < nameEnd; i++) {
            checkTagCharacter(text.charAt(i), i, start);
        }
        if (nameEnd - start > LONGEST_TAG) {
            throw invalid(start + LONGEST_TAG, "a tag has at most 128 characters");
        }
        return Optional.of(text.substring(start, nameEnd));
    }

    private void checkTagCharacter(char c, int position, int start) {
        if (c == ':') {
            throw invalid(position, "second tag");
        }
        if (c == '/') {
            throw invalid(position, "a tag must not contain a slash");
        }
        if (!AsciiCharacters.isLetterOrDigit(c) && c != '_' && c != '.' && c != '-') {
            throw invalid(position, "a tag may only contain letters, digits, dots, hyphens and underscores");
        }
        if (position == start && (c == '.' || c == '-')) {
            throw invalid(position, "a tag must start with a letter, a digit or an underscore");
        }
    }

    private Optional<String> digest() {
        if (nameEnd == text.length()) {
            return Optional.empty();
        }
        new ImageDigest(text, nameEnd + 1).check();
        return Optional.of(text.substring(nameEnd + 1));
    }

    private static ImageReference onDockerHub(String repository, Optional<String> tag, Optional<String> digest) {
        String namespaced = repository.indexOf('/') < 0 ? OFFICIAL_NAMESPACE + repository : repository;
        return new ImageReference(DOCKER_HUB, namespaced, tag, digest);
    }

    private InvalidImageReferenceException invalid(int position, String reason) {
        return new InvalidImageReferenceException(text, position, reason);
    }
}
