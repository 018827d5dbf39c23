package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.Responder;

/** Resolves the incidents that are over, and tells again of those that go on. */
public final class IncidentFollowUp {
    private final Responder responder;

    public IncidentFollowUp() {
        this(Responder.shared());
    }

    public IncidentFollowUp(Responder responder) {
        this.responder = responder;
    }

    /** Every five minutes, half a minute beside other timers. */
    @FunctionName("IncidentFollowUp")
    public void run(@TimerTrigger(name = "timer", schedule = "30 */5 * * * *") String timer, ExecutionContext context) {
        Invocation.run(context, () -> {
            var outcome = responder.followUp().run();
            context.getLogger().info(outcome::line);
        });
    }
}
