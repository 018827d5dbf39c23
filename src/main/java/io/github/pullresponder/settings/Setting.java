package io.github.pullresponder.settings;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One app setting.
 *
 * @param byDefault the default value; absent if the setting is required
 * @param expected the form of a value, in words that complete "expected …"
 * @param meaning one sentence for {@code docs/reference/settings.md}
 * @param isSecret true if messages hide the value
 * @param reader parses a value; throws {@link IllegalArgumentException} if it is invalid
 */
record Setting<T>(
        String name,
        Optional<String> byDefault,
        String expected,
        String meaning,
        boolean isSecret,
        Function<String, T> reader) {

    /** App Service passes the reference itself if it cannot resolve it ("Use Key Vault references as app settings"). */
    private static final String KEY_VAULT_REFERENCE = "@Microsoft.KeyVault(";

    /** The value, or the problem with it. */
    record SettingReadResult<T>(Optional<T> value, Optional<String> problem) {
        T orThrow() {
            return value.orElseThrow();
        }
    }

    SettingReadResult<T> readFrom(Map<String, String> environment) {
        var given =
                Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
        var text = given.or(() -> byDefault);
        if (text.isEmpty()) {
            return new SettingReadResult<>(
                    Optional.empty(), Optional.of("%s is missing: expected %s".formatted(name, expected)));
        }
        if (text.get().startsWith(KEY_VAULT_REFERENCE)) {
            return new SettingReadResult<>(
                    Optional.empty(),
                    Optional.of(
                            ("%s is a Key Vault reference that was not resolved: the app's identity needs the role Key Vault"
                                            + " Secrets User on the secret")
                                    .formatted(name)));
        }
        try {
            return new SettingReadResult<>(Optional.of(reader.apply(text.get())), Optional.empty());
        } catch (IllegalArgumentException e) {
            var shown = isSecret ? "(hidden)" : "'" + text.get() + "'";
            return new SettingReadResult<>(
                    Optional.empty(), Optional.of("%s is %s: expected %s".formatted(name, shown, expected)));
        }
    }
}
