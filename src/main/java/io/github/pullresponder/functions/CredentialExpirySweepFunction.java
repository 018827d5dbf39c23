package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.Responder;

/** Finds credentials for pulls that expire soon. */
public final class CredentialExpirySweepFunction {
    private final ResponderProvider app;

    public CredentialExpirySweepFunction() {
        this(ResponderProvider.ofProcess());
    }

    public CredentialExpirySweepFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    CredentialExpirySweepFunction(ResponderProvider app) {
        this.app = app;
    }

    /** Runs every morning; a warning that cannot be sent is retried within the hour ("Azure Functions error handling and retries"). */
    @FunctionName("CredentialExpirySweep")
    @FixedDelayRetry(maxRetryCount = 4, delayInterval = "00:15:00")
    public void run(@TimerTrigger(name = "timer", schedule = "0 0 6 * * *") String timer, ExecutionContext context) {
        InvocationRunner.run(context, () -> {
            var outcome = app.part(Responder::credentialSweep, context).run();
            context.getLogger().info(outcome::line);
        });
    }
}
