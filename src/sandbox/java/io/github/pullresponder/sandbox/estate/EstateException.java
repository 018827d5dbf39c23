package io.github.pullresponder.sandbox.estate;

import java.nio.file.Path;

/** Reports an invalid file of an estate, with the file, the place in it and the reason. */
public final class EstateException extends RuntimeException {
    EstateException(Path file, String place, String reason) {
        super(file + (place.isEmpty() ? "" : ": " + place) + ": " + reason);
    }
}
