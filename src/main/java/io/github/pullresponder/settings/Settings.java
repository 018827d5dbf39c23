package io.github.pullresponder.settings;

import io.github.pullresponder.local.SandboxAddress;
import io.github.pullresponder.read.Capability;
import io.github.pullresponder.read.EnabledCapabilities;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The app settings, read and validated once.
 *
 * @param subscriptions subscriptions to search for clusters and registries; empty for all that the app can read
 * @param diagnosisDeadline the time limit for a whole diagnosis
 * @param readDeadline the time limit for one read, retries included
 * @param readsAtOnce maximum number of concurrent reads of this process
 * @param coolDown minimum time between reminders for an open incident
 * @param expiryDays days before expiry on which a warning is sent, the largest first
 * @param webhooks the webhooks that notifications are sent to
 * @param silencedCauses causes that are stored as a report but not sent
 * @param storesReports true if reports are stored
 * @param publicAddress the public URL of the function app; absent if it is not known
 * @param capabilities the rights to use in addition to reading resources and pods
 * @param sandbox the sandbox to read instead of Azure, on a developer's machine only
 * @param appName the name of the function app; absent on a developer's machine
 */
public record Settings(
        AzureCloud cloud,
        List<String> subscriptions,
        Duration diagnosisDeadline,
        Duration readDeadline,
        int readsAtOnce,
        Duration coolDown,
        List<Integer> expiryDays,
        List<TeamsWebhookSettings> webhooks,
        Set<String> silencedCauses,
        boolean storesReports,
        Optional<URI> publicAddress,
        EnabledCapabilities capabilities,
        Optional<SandboxAddress> sandbox,
        Optional<String> appName) {

    private static final Setting<AzureCloud> CLOUD = new Setting<>(
            "PULLRESPONDER_CLOUD",
            Optional.of("AzureCloud"),
            "one of AzureCloud, AzureUSGovernment, AzureChinaCloud",
            "The Azure cloud to read.",
            false,
            AzureCloud::named);

    private static final Setting<List<String>> SUBSCRIPTIONS = new Setting<>(
            "PULLRESPONDER_SUBSCRIPTIONS",
            Optional.of("all"),
            "\"all\", or subscription ids separated by commas",
            "The subscriptions to search for clusters and registries.",
            false,
            SettingParsers::subscriptionIds);

    private static final Setting<Duration> DIAGNOSIS_DEADLINE = new Setting<>(
            "PULLRESPONDER_DIAGNOSIS_DEADLINE",
            Optional.of("PT25S"),
            "an ISO 8601 duration from PT1S to PT3M",
            "Maximum duration of a diagnosis. Checks that are not finished in time are undetermined.",
            false,
            SettingParsers.durationUpTo(Duration.ofMinutes(3)));

    private static final Setting<Duration> READ_DEADLINE = new Setting<>(
            "PULLRESPONDER_READ_DEADLINE",
            Optional.of("PT8S"),
            "an ISO 8601 duration from PT1S to PT1M",
            "Maximum duration of one read, retries included. Must be shorter than PULLRESPONDER_DIAGNOSIS_DEADLINE.",
            false,
            SettingParsers.durationUpTo(Duration.ofMinutes(1)));

    private static final Setting<Integer> READS_AT_ONCE = new Setting<>(
            "PULLRESPONDER_READS_AT_ONCE",
            Optional.of("32"),
            "a whole number from 1 to 256",
            "Maximum number of concurrent reads per instance.",
            false,
            SettingParsers::readsAtOnce);

    private static final Setting<Duration> COOL_DOWN = new Setting<>(
            "PULLRESPONDER_COOL_DOWN",
            Optional.of("PT4H"),
            "an ISO 8601 duration from PT1S to P7D",
            "Minimum time between reminders for an open incident.",
            false,
            SettingParsers.durationUpTo(Duration.ofDays(7)));

    private static final Setting<List<Integer>> EXPIRY_DAYS = new Setting<>(
            "PULLRESPONDER_EXPIRY_DAYS",
            Optional.of("30,14,7,1"),
            "whole numbers from 1 to 365, separated by commas",
            "Days before the expiry of a credential on which a warning is sent, one for each number.",
            false,
            SettingParsers::days);

    private static final Setting<List<TeamsWebhookSettings>> TEAMS_WEBHOOKS = new Setting<>(
            "PULLRESPONDER_TEAMS_WEBHOOKS",
            Optional.of("none"),
            "\"none\", the https URL of a Teams Workflows webhook, or a JSON array of webhooks",
            "Teams webhook URLs. Secret. Several webhooks with conditions: `[{\"name\": \"shop\", \"url\": \"https://…\","
                    + " \"clusters\": [\"aks-shop*\"], \"namespaces\": [\"shop\"], \"causes\": [\"PULL_SECRET_*\"]}]`.",
            true,
            SettingParsers::webhooks);

    private static final Setting<Set<String>> SILENCED_CAUSES = new Setting<>(
            "PULLRESPONDER_SILENCED_CAUSES",
            Optional.of("none"),
            "\"none\", or ids of causes or symptoms separated by commas",
            "Causes that are stored as a report but not sent to Teams.",
            false,
            SettingParsers::causes);

    private static final Setting<Boolean> STORE_REPORTS = new Setting<>(
            "PULLRESPONDER_STORE_REPORTS",
            Optional.of("true"),
            "true or false; false only with a webhook",
            "Stores reports in the storage account.",
            false,
            SettingParsers::yesOrNo);

    private static final Setting<Optional<URI>> PUBLIC_ADDRESS = new Setting<>(
            "PULLRESPONDER_PUBLIC_ADDRESS",
            Optional.of("automatic"),
            "\"automatic\", or an https URL",
            "The public URL of this app, for the button on cards. The default is the app's own host name.",
            false,
            SettingParsers::address);

    private static final Setting<Optional<SandboxAddress>> SANDBOX = new Setting<>(
            "PULLRESPONDER_SANDBOX",
            Optional.of("none"),
            "\"none\", or the URL of a running sandbox on this machine, such as http://localhost:7072",
            "For developers: a simulated Azure to read instead of Azure, with its own credential and no other. Not allowed in Azure.",
            false,
            SettingParsers::sandboxAddress);

    private static final Map<Capability, Setting<Boolean>> SWITCHES = switches();

    private static final List<Setting<?>> ALL = Stream.concat(
                    Stream.of(
                            CLOUD,
                            SUBSCRIPTIONS,
                            DIAGNOSIS_DEADLINE,
                            READ_DEADLINE,
                            READS_AT_ONCE,
                            COOL_DOWN,
                            EXPIRY_DAYS,
                            TEAMS_WEBHOOKS,
                            SILENCED_CAUSES,
                            STORE_REPORTS,
                            PUBLIC_ADDRESS),
                    Stream.concat(SWITCHES.values().stream(), Stream.of(SANDBOX)))
            .toList();

    /**
     * Reads the settings from the environment.
     *
     * @throws InvalidSettingsException naming every invalid setting
     */
    public static Settings from(Map<String, String> environment) {
        var problems = ALL.stream()
                .flatMap(setting -> setting.readFrom(environment).problem().stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        var settings = new Settings(
                CLOUD.readFrom(environment).orThrow(),
                SUBSCRIPTIONS.readFrom(environment).orThrow(),
                DIAGNOSIS_DEADLINE.readFrom(environment).orThrow(),
                READ_DEADLINE.readFrom(environment).orThrow(),
                READS_AT_ONCE.readFrom(environment).orThrow(),
                COOL_DOWN.readFrom(environment).orThrow(),
                EXPIRY_DAYS.readFrom(environment).orThrow(),
                TEAMS_WEBHOOKS.readFrom(environment).orThrow(),
                SILENCED_CAUSES.readFrom(environment).orThrow(),
                STORE_REPORTS.readFrom(environment).orThrow(),
                publicAddress(environment),
                capabilities(environment),
                SANDBOX.readFrom(environment).orThrow(),
                AppServiceVariables.siteName(environment));
        if (settings.readDeadline.compareTo(settings.diagnosisDeadline) >= 0) {
            throw new InvalidSettingsException(List.of("%s is '%s': expected less than %s, which is '%s'"
                    .formatted(
                            READ_DEADLINE.name(),
                            settings.readDeadline,
                            DIAGNOSIS_DEADLINE.name(),
                            settings.diagnosisDeadline)));
        }
        if (settings.webhooks.isEmpty() && !settings.storesReports) {
            throw new InvalidSettingsException(
                    List.of("%s is 'false' and %s is 'none': expected stored reports or a webhook"
                            .formatted(STORE_REPORTS.name(), TEAMS_WEBHOOKS.name())));
        }
        settings.sandbox.ifPresent(sandbox -> refuseInAzure(sandbox, environment));
        if (settings.sandbox.isPresent() && !settings.webhooks.stream().allMatch(TeamsWebhookSettings::isExample)) {
            throw new InvalidSettingsException(List.of(
                    "%s is (hidden): with %s, it must be \"none\" or have hosts that end in .example: simulated failures are"
                                    .formatted(TEAMS_WEBHOOKS.name(), SANDBOX.name())
                            + " not sent to real webhooks"));
        }
        return settings;
    }

    private static Map<Capability, Setting<Boolean>> switches() {
        var switches = new EnumMap<Capability, Setting<Boolean>>(Capability.class);
        for (var capability : Capability.values()) {
            switches.put(
                    capability,
                    new Setting<>(
                            capability.setting(),
                            Optional.of("true"),
                            "true or false",
                            capability.meaning(),
                            false,
                            SettingParsers::yesOrNo));
        }
        return switches;
    }

    private static EnabledCapabilities capabilities(Map<String, String> environment) {
        return new EnabledCapabilities(SWITCHES.entrySet().stream()
                .filter(entry -> entry.getValue().readFrom(environment).orThrow())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }

    /** In Azure, the app watches real clusters: no setting may redirect its reads to a simulation. */
    private static void refuseInAzure(SandboxAddress sandbox, Map<String, String> environment) {
        AppServiceVariables.trace(environment).ifPresent(variable -> {
            throw new InvalidSettingsException(
                    List.of("%s is '%s': expected \"none\", because this app runs in Azure (%s is set)"
                            .formatted(SANDBOX.name(), sandbox, variable)));
        });
    }

    private static Optional<URI> publicAddress(Map<String, String> environment) {
        return PUBLIC_ADDRESS
                .readFrom(environment)
                .orThrow()
                .or(() -> AppServiceVariables.hostName(environment).map(host -> URI.create("https://" + host)));
    }

    /** Descriptions of all settings, in the order of {@code docs/reference/settings.md}. */
    public static List<SettingDescription> descriptions() {
        return ALL.stream()
                .map(setting -> new SettingDescription(
                        setting.name(), setting.byDefault(), setting.expected(), setting.meaning()))
                .toList();
    }

    /** The description of a setting for {@code docs/reference/settings.md}. */
    public record SettingDescription(String name, Optional<String> byDefault, String expected, String meaning) {}
}
