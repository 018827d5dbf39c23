package io.github.pullresponder.preflight.unneeded;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the identity holds, compared with what the settings ask for.
 *
 * @param notChecked what could not be compared, and why: it says nothing of whether that is needed
 */
public record RightsComparison(List<UnneededRight> unneeded, List<String> notChecked) {
    public RightsComparison {
        unneeded = List.copyOf(unneeded);
        notChecked = List.copyOf(notChecked);
    }

    /** Nothing was compared. */
    public static RightsComparison notChecked(String why) {
        return new RightsComparison(List.of(), List.of(why));
    }

    RightsComparison and(RightsComparison other) {
        return new RightsComparison(
                Stream.concat(unneeded.stream(), other.unneeded.stream()).toList(),
                Stream.concat(notChecked.stream(), other.notChecked.stream()).toList());
    }
}
