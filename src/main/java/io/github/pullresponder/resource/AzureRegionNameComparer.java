package io.github.pullresponder.resource;

import java.util.Locale;

/** Compares names of Azure regions: ARM writes {@code northeurope} or {@code North Europe}. */
public final class AzureRegionNameComparer {
    private AzureRegionNameComparer() {}

    public static boolean areSame(String one, String other) {
        return plain(one).equals(plain(other));
    }

    /** The name without spaces, in lower case, such as {@code northeurope}. */
    public static String plain(String region) {
        return region.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
