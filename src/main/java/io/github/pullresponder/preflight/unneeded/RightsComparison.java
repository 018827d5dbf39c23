package io.github.pullresponder.preflight.unneeded;

import java.util.List;
import java.util.stream.Stream;

/**
 * The comparison of the identity's rights with those that the settings need.
 *
 * @param notChecked rights that could not be compared, with the reason; they may be needed or not
 */
public record RightsComparison(List<UnneededRight> unneeded, List<String> notChecked) {
    public RightsComparison {
        unneeded = List.copyOf(unneeded);
        notChecked = List.copyOf(notChecked);
    }

    /** A comparison without any result. */
    public static RightsComparison notChecked(String why) {
        return new RightsComparison(List.of(), List.of(why));
    }

    RightsComparison and(RightsComparison other) {
        return new RightsComparison(
                Stream.concat(unneeded.stream(), other.unneeded.stream()).toList(),
                Stream.concat(notChecked.stream(), other.notChecked.stream()).toList());
    }
}
