package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.Responder;

/** Searches the logs for failed pulls every five minutes, for clusters without an alert rule. */
public final class PullFailureWatch {
    private final App app;

    public PullFailureWatch() {
        this(App.ofProcess());
    }

    public PullFailureWatch(Responder responder) {
        this(App.of(responder));
    }

    PullFailureWatch(App app) {
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
