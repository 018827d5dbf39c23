package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.Responder;

/** Looks through the credentials that clusters pull with, before they expire. */
public final class CredentialExpirySweep {
    private final Responder responder;

    public CredentialExpirySweep() {
        this(Responder.shared());
    }

    public CredentialExpirySweep(Responder responder) {
        this.responder = responder;
    }

    /** Every morning; what cannot be told then is tried again within the hour ("Azure Functions error handling and retries"). */
    @FunctionName("CredentialExpirySweep")
    @FixedDelayRetry(maxRetryCount = 4, delayInterval = "00:15:00")
    public void run(@TimerTrigger(name = "timer", schedule = "0 0 6 * * *") String timer, ExecutionContext context) {
        Invocation.run(context, () -> {
            var outcome = responder.credentialSweep().run();
            context.getLogger().info(outcome::line);
        });
    }
}
