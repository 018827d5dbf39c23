package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds one run of a function: its lines of the log are found with the invocation, and nothing that a library says in an
 * exception leaves the process.
 */
final class Invocation {
    private static final String OURS = "io.github.pullresponder";

    /** Held, because a logger without a reference loses its handlers. */
    private static final Logger LOG = Logger.getLogger(OURS);

    private static final ThreadLocal<@Nullable Logger> OF_THREAD = new ThreadLocal<>();

    /** For lines of threads that work for invocations and are none of theirs. */
    private static final AtomicReference<@Nullable Logger> LATEST = new AtomicReference<>();

    static {
        LOG.addHandler(new ToInvocation());
    }

    private Invocation() {}

    static void run(ExecutionContext context, Runnable body) {
        answer(context, () -> {
            body.run();
            return Boolean.TRUE;
        });
    }

    /** What the body answers. Its foreign exceptions and errors become one that names their type, and says nothing else of them. */
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

    /** Messages of libraries quote what they could not read; where it happened is enough to find out why. */
    private static RuntimeException withoutText(Throwable e) {
        var plain = new IllegalStateException("failed with " + e.getClass().getName());
        plain.setStackTrace(e.getStackTrace());
        return plain;
    }

    /** The worker forwards what is logged to an invocation's own logger, and nothing else. */
    private static final class ToInvocation extends Handler {
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
