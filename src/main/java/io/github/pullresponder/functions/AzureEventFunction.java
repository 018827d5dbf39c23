package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import io.github.pullresponder.Responder;

/** Accepts events from Event Grid. It throws only temporary failures, after which Event Grid delivers the event again. */
public final class AzureEventFunction {
    private final ResponderProvider app;

    public AzureEventFunction() {
        this(ResponderProvider.ofProcess());
    }

    public AzureEventFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    AzureEventFunction(ResponderProvider app) {
        this.app = app;
    }

    @FunctionName("AzureEvent")
    public void run(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        InvocationRunner.run(context, () -> {
            var receipt = app.part(Responder::intake, context).event(event == null ? "" : event);
            context.getLogger().info("event: " + receipt);
        });
    }
}
