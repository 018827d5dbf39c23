package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the body of a function: its log lines belong to the invocation, and no text of a library's exception leaves the process.
 */
final class InvocationRunner {
    private static final String OURS = "io.github.pullresponder";

    /** The logger, in a field because a logger without a reference loses its handlers. */
    private static final Logger LOG = Logger.getLogger(OURS);

    private static final ThreadLocal<@Nullable Logger> OF_THREAD = new ThreadLocal<>();

    /** The logger for lines of shared threads, which belong to no invocation. */
    private static final AtomicReference<@Nullable Logger> LATEST = new AtomicReference<>();

    static {
        LOG.addHandler(new InvocationLogHandler());
    }

    private InvocationRunner() {}

    static void run(ExecutionContext context, Runnable body) {
        answer(context, () -> {
            body.run();
            return Boolean.TRUE;
        });
    }

    /** Returns the answer of the body. Exceptions and errors of libraries become one that names their type only. */
    static <T> T answer(ExecutionContext context, Supplier<T> body) {
        OF_THREAD.set(context.getLogger());
        LATEST.set(context.getLogger());
        try {
            return body.get();
        } catch (RuntimeException e) {
            throw isOurs(e) ? e : withoutText(e);
        } catch (Error e) {
            if (isOurs(e)) {
                throw e;
            }
            throw withoutText(e);
        } finally {
            OF_THREAD.remove();
        }
    }

    private static boolean isOurs(Throwable e) {
        return e.getClass().getName().startsWith(OURS);
    }

    /** Replaces an exception by its type and stack trace, because messages of libraries quote unreadable content. */
    private static RuntimeException withoutText(Throwable e) {
        var plain = new IllegalStateException("failed with " + e.getClass().getName());
        plain.setStackTrace(e.getStackTrace());
        return plain;
    }

    /** Forwards log lines to the invocation's own logger, because the worker forwards only that one. */
    private static final class InvocationLogHandler extends Handler {
        @Override
        public void publish(LogRecord entry) {
            var own = OF_THREAD.get();
            var logger = own == null ? LATEST.get() : own;
            if (logger != null && !isOurs(logger)) {
                logger.log(entry.getLevel(), entry.getMessage());
            }
        }

        private static boolean isOurs(Logger logger) {
            return logger.getName() != null && logger.getName().startsWith(OURS);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
