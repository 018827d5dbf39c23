package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import io.github.pullresponder.Responder;

/** Accepts events from Event Grid. It throws only temporary failures, after which Event Grid delivers the event again. */
public final class AzureEvent {
    private final FunctionApp app;

    public AzureEvent() {
        this(FunctionApp.ofProcess());
    }

    public AzureEvent(Responder responder) {
        this(FunctionApp.of(responder));
    }

    AzureEvent(FunctionApp app) {
        this.app = app;
    }

    @FunctionName("AzureEvent")
    public void run(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        Invocation.run(context, () -> {
            var receipt = app.part(Responder::intake, context).event(event == null ? "" : event);
            context.getLogger().info("event: " + receipt);
        });
    }
}
