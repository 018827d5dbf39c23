package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.Responder;

/** Searches the logs for failed pulls every five minutes, for clusters without an alert rule. */
public final class PullFailureWatch {
    private final FunctionApp app;

    public PullFailureWatch() {
        this(FunctionApp.ofProcess());
    }

    public PullFailureWatch(Responder responder) {
        this(FunctionApp.of(responder));
    }

    PullFailureWatch(FunctionApp app) {
        this.app = app;
    }

    @FunctionName("PullFailureWatch")
    public void run(@TimerTrigger(name = "timer", schedule = "0 */5 * * * *") String timer, ExecutionContext context) {
        Invocation.run(context, () -> {
            context.getLogger()
                    .info("watch: " + app.part(Responder::intake, context).watch());
        });
    }
}
