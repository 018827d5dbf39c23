package io.github.pullresponder.network;

import java.util.List;

/** From a node to a host of the registry. {@code source} is the node's address, or its subnet where that is not known. */
public record Traffic(AddressRange source, Destination destination) {
    private static final String NETWORK_TAG = "VirtualNetwork";

    /** Whether it comes from what a rule names. */
    TriState isFrom(String prefixOrTag) {
        var text = prefixOrTag.strip();
        if (Destination.isEverything(text) || text.equalsIgnoreCase(NETWORK_TAG)) {
            return TriState.YES;
        }
        return AddressRange.find(text)
                .map(range ->
                        range.contains(source) ? TriState.YES : range.overlaps(source) ? TriState.MAYBE : TriState.NO)
                .orElse(TriState.NO);
    }

    /** Whether a list of ports and ranges, such as {@code 80, 400-500}, has the registry's port. */
    static boolean isToPort(List<String> ports) {
        return ports.stream().map(String::strip).anyMatch(Traffic::hasPort);
    }

    private static boolean hasPort(String ports) {
        if (ports.equals("*") || ports.equalsIgnoreCase("Any")) {
            return true;
        }
        var ends = ports.split("-", 2);
        try {
            var first = Integer.parseInt(ends[0].strip());
            var last = ends.length == 1 ? first : Integer.parseInt(ends[1].strip());
            return first <= Destination.PORT && Destination.PORT <= last;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
