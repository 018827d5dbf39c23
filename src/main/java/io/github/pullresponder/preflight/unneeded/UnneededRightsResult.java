package io.github.pullresponder.preflight.unneeded;

import java.util.List;
import java.util.stream.Stream;

/**
 * The comparison of the identity's rights with those that the settings need.
 *
 * @param notChecked rights that could not be compared, with the reason; they may be needed or not
 */
public record UnneededRightsResult(List<UnneededRight> unneeded, List<String> notChecked) {
    public UnneededRightsResult {
        unneeded = List.copyOf(unneeded);
        notChecked = List.copyOf(notChecked);
    }

    /** A comparison without any result. */
    public static UnneededRightsResult notChecked(String why) {
        return new UnneededRightsResult(List.of(), List.of(why));
    }

    UnneededRightsResult and(UnneededRightsResult other) {
        return new UnneededRightsResult(
                Stream.concat(unneeded.stream(), other.unneeded.stream()).toList(),
                Stream.concat(notChecked.stream(), other.notChecked.stream()).toList());
    }
}
