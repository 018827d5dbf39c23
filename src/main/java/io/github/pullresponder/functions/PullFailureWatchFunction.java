package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.Responder;

/** Searches the logs for failed pulls every five minutes, for clusters without an alert rule. */
public final class PullFailureWatchFunction {
    private final ResponderProvider app;

    public PullFailureWatchFunction() {
        this(ResponderProvider.ofProcess());
    }

    public PullFailureWatchFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    PullFailureWatchFunction(ResponderProvider app) {
        this.app = app;
    }

    @FunctionName("PullFailureWatch")
    public void run(@TimerTrigger(name = "timer", schedule = "0 */5 * * * *") String timer, ExecutionContext context) {
        InvocationRunner.run(context, () -> {
            context.getLogger()
                    .info("watch: " + app.part(Responder::intake, context).watch());
        });
    }
}
