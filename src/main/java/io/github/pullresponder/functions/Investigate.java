package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.github.pullresponder.Responder;

/** Does one work item: diagnoses it, keeps the incident, tells people. What fails here comes back, and at last goes to poison. */
public final class Investigate {
    private final Responder responder;

    public Investigate() {
        this(Responder.shared());
    }

    public Investigate(Responder responder) {
        this.responder = responder;
    }

    @FunctionName("Investigate")
    public void run(
            @QueueTrigger(name = "message", queueName = "investigations", connection = "AzureWebJobsStorage")
                    String message,
            @BindingName("Id") String id,
            ExecutionContext context) {
        Invocation.run(context, () -> {
            var outcome = responder.investigator().investigate(message, id);
            context.getLogger().info(outcome::line);
        });
    }
}
