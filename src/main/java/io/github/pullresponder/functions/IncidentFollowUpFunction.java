package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.Responder;
import io.github.pullresponder.storage.StorageUnavailableException;

/** Closes resolved incidents, and sends reminders for open ones. */
public final class IncidentFollowUpFunction {
    private final ResponderProvider app;

    public IncidentFollowUpFunction() {
        this(ResponderProvider.ofProcess());
    }

    public IncidentFollowUpFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    IncidentFollowUpFunction(ResponderProvider app) {
        this.app = app;
    }

    /** Logs queues that do not drain, before the follow-up, which may take long or fail for the same reason. */
    private void warnOfQueues(ExecutionContext context) {
        try {
            app.part(Responder::queueBacklogMonitor, context).check().forEach(context.getLogger()::warning);
        } catch (StorageUnavailableException e) {
            context.getLogger().warning("the queues cannot be checked: " + e.getMessage());
        }
    }

    /** Runs every five minutes, half a minute apart from other timers. */
    @FunctionName("IncidentFollowUp")
    public void run(@TimerTrigger(name = "timer", schedule = "30 */5 * * * *") String timer, ExecutionContext context) {
        InvocationRunner.run(context, () -> {
            warnOfQueues(context);
            var outcome = app.part(Responder::followUp, context).run();
            context.getLogger().info(outcome::line);
        });
    }
}
