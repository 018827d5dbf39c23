package io.github.pullresponder.image;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of an image, read as containerd reads it (grammar of {@code distribution/reference}): a name without a
 * registry belongs to {@code docker.io}, one there without a namespace to {@code library}.
 *
 * @param host domain of the registry, with its port if one was written
 * @param repository path within the registry, lower case
 * @param tag as written; nothing is filled in, see {@link #tagOrDefault()}
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
     * @throws InvalidImageReferenceException naming the first character that does not fit
     */
    public static ImageReference parse(String text) {
        return new ImageReferenceParser(text).parse();
    }

    /** The same for texts that need not be references: empty instead of an exception. */
    public static Optional<ImageReference> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (InvalidImageReferenceException notAReference) {
            return Optional.empty();
        }
    }

    /** The tag a pull without digest asks for. */
    public String tagOrDefault() {
        return tag.orElse(DEFAULT_TAG);
    }

    /** What a pull asks the registry for in {@code /v2/<repository>/manifests/<reference>}: a digest outranks a tag. */
    public String manifestReference() {
        return digest.orElseGet(this::tagOrDefault);
    }

    /** The full form: host, repository, and the tag and digest that were written. */
    @Override
    public String toString() {
        return host
                + "/"
                + repository
                + tag.map(written -> ":" + written).orElse("")
                + digest.map(written -> "@" + written).orElse("");
    }
}
