package io.github.pullresponder.resource;

import java.util.Locale;

/** The name of an Azure region: ARM writes {@code northeurope} or {@code North Europe}. */
public final class AzureRegionNames {
    private AzureRegionNames() {}

    public static boolean areSame(String one, String other) {
        return plain(one).equals(plain(other));
    }

    /** The name without spaces, in lower case, such as {@code northeurope}. */
    public static String plain(String region) {
        return region.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
