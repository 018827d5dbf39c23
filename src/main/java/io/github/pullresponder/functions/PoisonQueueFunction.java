package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.github.pullresponder.Responder;

/**
 * Reports a work item that failed in every attempt. The host gives a queue named {@code …-poison} no poison queue of its own: a message
 * that fails here becomes visible again after ten minutes, and after {@code maxDequeueCount} attempts the host neither delivers nor
 * deletes it ({@code QueueProcessor} of Azure/azure-sdk-for-net). So the last attempt stores the message.
 */
public final class PoisonQueueFunction {
    /** The number of attempts: {@code maxDequeueCount} of host.json. */
    static final int LAST_TRY = 5;

    private final ResponderProvider app;

    public PoisonQueueFunction() {
        this(ResponderProvider.ofProcess());
    }

    public PoisonQueueFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    PoisonQueueFunction(ResponderProvider app) {
        this.app = app;
    }

    @FunctionName("InvestigateFailed")
    public void run(
            @QueueTrigger(name = "message", queueName = "investigations-poison", connection = "AzureWebJobsStorage")
                    String message,
            @BindingName("Id") String id,
            @BindingName("DequeueCount") long dequeueCount,
            ExecutionContext context) {
        InvocationRunner.run(context, () -> giveUp(message, id, dequeueCount, context));
    }

    private void giveUp(String message, String id, long dequeueCount, ExecutionContext context) {
        var investigator = app.part(Responder::investigationHandler, context);
        try {
            var outcome = investigator.giveUp(message, "every attempt failed", id);
            context.getLogger().warning(outcome::line);
        } catch (RuntimeException | Error e) {
            if (dequeueCount < LAST_TRY) {
                throw e;
            }
            // Stored again: an earlier attempt may have ended before, and this is the last attempt of the host.
            var stored = investigator.store(message);
            // The type only: a message may quote the content.
            context.getLogger()
                    .severe("no one could be notified after %d attempts (%s): stored as %s"
                            .formatted(dequeueCount, e.getClass().getName(), stored));
        }
    }
}
