package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import io.github.pullresponder.Responder;

/** Takes events from Event Grid. Throws only what may pass: Event Grid delivers the event again then. */
public final class AzureEvent {
    private final Responder responder;

    public AzureEvent() {
        this(Responder.shared());
    }

    public AzureEvent(Responder responder) {
        this.responder = responder;
    }

    @FunctionName("AzureEvent")
    public void run(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        Invocation.run(context, () -> {
            var receipt = responder.intake().event(event == null ? "" : event);
            context.getLogger().info("event: " + receipt);
        });
    }
}
