package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.github.pullresponder.Responder;

/**
 * Processes one work item: diagnoses it, records the incident, and sends the notification. A failed message comes back, and finally goes
 * to the poison queue.
 */
public final class InvestigationQueueFunction {
    private final ResponderProvider app;

    public InvestigationQueueFunction() {
        this(ResponderProvider.ofProcess());
    }

    public InvestigationQueueFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    InvestigationQueueFunction(ResponderProvider app) {
        this.app = app;
    }

    @FunctionName("Investigate")
    public void run(
            @QueueTrigger(name = "message", queueName = "investigations", connection = "AzureWebJobsStorage")
                    String message,
            @BindingName("Id") String id,
            ExecutionContext context) {
        InvocationRunner.run(context, () -> {
            var outcome = app.part(Responder::dispatcher, context).dispatch(message, id);
            context.getLogger().info(outcome::line);
        });
    }
}
