package io.github.pullresponder.sandbox;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Records all log messages, with every logger at its finest level unless it has a level of its own. */
public final class FinestLog implements AutoCloseable {
    private final StringWriter log = new StringWriter();
    private final Logger root = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("io.github.pullresponder");
    private final Logger functions = Logger.getLogger("function");
    private final Level levelBefore = root.getLevel();
    private final Level functionsBefore = functions.getLevel();
    private final List<Handler> handlersBefore = List.of(root.getHandlers());
    private final List<Logger> unheard;
    private final Handler recorder = new Handler() {
        @Override
        public synchronized void publish(LogRecord entry) {
            log.append(String.valueOf(entry.getLoggerName())).append(' ');
            log.append(entry.getMessage()).append('\n');
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(log, true));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** @param unheard names of loggers whose messages are ignored */
    public FinestLog(List<String> unheard) {
        this.unheard = unheard.stream().map(Logger::getLogger).toList();
        // Only this one listens: no one wants to read all that.
        handlersBefore.forEach(root::removeHandler);
        root.addHandler(recorder);
        root.setLevel(Level.ALL);
        ours.setLevel(Level.ALL);
        functions.setLevel(Level.ALL);
        recorder.setLevel(Level.ALL);
        this.unheard.forEach(logger -> logger.setLevel(Level.OFF));
    }

    public String text() {
        return log.toString();
    }

    @Override
    public void close() {
        root.removeHandler(recorder);
        handlersBefore.forEach(root::addHandler);
        root.setLevel(levelBefore);
        functions.setLevel(functionsBefore);
        ours.setLevel(Level.WARNING);
    }
}
