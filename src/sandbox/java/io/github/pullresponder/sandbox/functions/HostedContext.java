package io.github.pullresponder.sandbox.functions;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.UUID;
import java.util.logging.Logger;

/** The context of one invocation. */
record HostedContext(String functionName, String invocationId) implements ExecutionContext {
    static HostedContext of(String functionName) {
        return new HostedContext(functionName, UUID.randomUUID().toString());
    }

    @Override
    public Logger getLogger() {
        return Logger.getLogger("function." + functionName);
    }

    @Override
    public String getInvocationId() {
        return invocationId;
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }
}
