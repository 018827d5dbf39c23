package io.github.pullresponder.sandbox.http;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Suppresses the startup messages of libraries on the console. */
public final class QuietLibraries {
    /** Held permanently: a logger without a reference loses its level. */
    private static final List<Logger> LOGGERS = Stream.of("io.javalin", "org.eclipse.jetty", "com.tngtech.archunit")
            .map(Logger::getLogger)
            .toList();

    private QuietLibraries() {}

    public static void hush() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
