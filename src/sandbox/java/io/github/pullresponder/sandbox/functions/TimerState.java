package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.sandbox.json.Json;
import java.time.Instant;

/** What a timer hands to its function: {@code TimerInfo} of Azure/azure-webjobs-sdk-extensions, as JSON. */
final class TimerState {
    /** .NET's least date: the timer has not run before. */
    private static final String NEVER = "0001-01-01T00:00:00+00:00";

    private TimerState() {}

    /** Of a timer that never ran before; its schedule is not evaluated, it is due when it is asked for. */
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
