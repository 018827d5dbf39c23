package io.github.pullresponder.bench.worker;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The data of an invocation that a function receives from the worker. Discards its log. */
final class WorkerContext implements ExecutionContext {
    private static final Logger LOG = Logger.getLogger("worker");

    static {
        LOG.setLevel(Level.OFF);
    }

    @Override
    public Logger getLogger() {
        return LOG;
    }

    @Override
    public String getInvocationId() {
        return "cold-start";
    }

    @Override
    public String getFunctionName() {
        return "Diagnose";
    }
}
