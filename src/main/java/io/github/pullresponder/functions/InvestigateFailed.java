package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.github.pullresponder.Responder;

/** Tells people of work that could not be done, after the last retry. */
public final class InvestigateFailed {
    private final App app;

    public InvestigateFailed() {
        this(App.ofProcess());
    }

    public InvestigateFailed(Responder responder) {
        this(App.of(responder));
    }

    InvestigateFailed(App app) {
        this.app = app;
    }

    @FunctionName("InvestigateFailed")
    public void run(
            @QueueTrigger(name = "message", queueName = "investigations-poison", connection = "AzureWebJobsStorage")
                    String message,
            @BindingName("Id") String id,
            ExecutionContext context) {
        var outcome = app.part(Responder::investigator, context).giveUp(message, "every attempt failed", id);
        context.getLogger().warning(outcome::line);
    }
}
