package io.github.pullresponder.image;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of an image, parsed like containerd does (grammar of {@code distribution/reference}): a name without a
 * registry belongs to {@code docker.io}, a name there without a namespace to {@code library}.
 *
 * @param host domain of the registry, with its port if it is written
 * @param repository path within the registry, lower case
 * @param tag as written, without a default, see {@link #tagOrDefault()}
 * @param digest algorithm and hexadecimal value, as written
 */
public record ImageReference(String host, String repository, Optional<String> tag, Optional<String> digest) {

    private static final String DEFAULT_TAG = "latest";

    public ImageReference {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(digest, "digest");
    }

    /**
     * Parses an image reference.
     *
     * @throws InvalidImageReferenceException with the first invalid character
     */
    public static ImageReference parse(String text) {
        return new ImageReferenceParser(text).parse();
    }

    /** Parses a text that need not be a reference: empty instead of an exception. */
    public static Optional<ImageReference> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (InvalidImageReferenceException notAReference) {
            return Optional.empty();
        }
    }

    /** The tag that a pull without digest uses. */
    public String tagOrDefault() {
        return tag.orElse(DEFAULT_TAG);
    }

    /** The reference of the pull request {@code /v2/<repository>/manifests/<reference>}: a digest takes precedence over a tag. */
    public String manifestReference() {
        return digest.orElseGet(this::tagOrDefault);
    }

    /** The full form: host, repository, and the written tag and digest. */
    @Override
    public String toString() {
        return host
                + "/"
                + repository
                + tag.map(written -> ":" + written).orElse("")
                + digest.map(written -> "@" + written).orElse("");
    }
}
