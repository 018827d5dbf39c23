package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.sandbox.json.Json;
import java.time.Instant;

/** The JSON that a timer passes to its function: {@code TimerInfo} of Azure/azure-webjobs-sdk-extensions. */
final class TimerState {
    /** .NET's minimum date: the timer has not run before. */
    private static final String NEVER = "0001-01-01T00:00:00+00:00";

    private TimerState() {}

    /**
     * The state of a timer that has not run before. Its schedule is not evaluated: the timer is due when it is
     * requested.
     */
    static String at(Instant due) {
        var state = Json.object();
        state.putObject("Schedule").put("AdjustForDST", true);
        state.putObject("ScheduleStatus")
                .put("Last", NEVER)
                .put("LastUpdated", NEVER)
                .put("Next", due.toString().replace("Z", "+00:00"));
        return state.put("IsPastDue", false).toString();
    }
}
