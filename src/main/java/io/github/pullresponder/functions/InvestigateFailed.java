package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.github.pullresponder.Responder;

/** Tells people of work that could not be done, after the last retry. */
public final class InvestigateFailed {
    private final Responder responder;

    public InvestigateFailed() {
        this(Responder.shared());
    }

    public InvestigateFailed(Responder responder) {
        this.responder = responder;
    }

    @FunctionName("InvestigateFailed")
    public void run(
            @QueueTrigger(name = "message", queueName = "investigations-poison", connection = "AzureWebJobsStorage")
                    String message,
            @BindingName("Id") String id,
            ExecutionContext context) {
        Invocation.run(context, () -> {
            var outcome = responder.investigator().giveUp(message, "every attempt failed", id);
            context.getLogger().warning(outcome::line);
        });
    }
}
