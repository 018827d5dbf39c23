package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.Responder;

/** Looks for failed pulls in the logs every five minutes, for clusters without an alert rule. */
public final class PullFailureWatch {
    private final Responder responder;

    public PullFailureWatch() {
        this(Responder.shared());
    }

    public PullFailureWatch(Responder responder) {
        this.responder = responder;
    }

    @FunctionName("PullFailureWatch")
    public void run(@TimerTrigger(name = "timer", schedule = "0 */5 * * * *") String timer, ExecutionContext context) {
        Invocation.run(context, () -> {
            context.getLogger().info("watch: " + responder.intake().watch());
        });
    }
}
