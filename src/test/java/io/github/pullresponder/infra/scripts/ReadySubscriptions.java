package io.github.pullresponder.infra.scripts;

import static io.github.pullresponder.infra.scripts.Installation.page;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answers of az for a person with all tools and permissions, in subscriptions that are ready for an installation. */
final class ReadySubscriptions {
    static final String CONTRIBUTOR =
            "{\"actions\": [\"*\"], \"notActions\": [\"Microsoft.Authorization/*/Delete\", \"Microsoft.Authorization/*/Write\"]}";
    private static final String ACCESS_ADMINISTRATOR =
            "{\"actions\": [\"*/read\", \"Microsoft.Authorization/*\"], \"notActions\": []}";
    private static final String[] PROVIDERS = {
        "Microsoft.Web",
        "Microsoft.Storage",
        "Microsoft.KeyVault",
        "Microsoft.ManagedIdentity",
        "microsoft.insights",
        "Microsoft.OperationalInsights",
        "Microsoft.EventGrid",
        "Microsoft.AlertsManagement",
        "Microsoft.App"
    };

    private ReadySubscriptions() {}

    static Bench answer(Bench bench) {
        return bench.reply("javac -version", "javac 17.0.9\n")
                .reply("az version *", Reply.of("{\"azure-cli\": \"2.60.0\"}").warning("You have 2 updates available."))
                .reply("az bicep version", "Bicep CLI version 0.36.1 (a727ed087a)\r\n")
                .reply("az account show *", Reply.nothing())
                .reply(
                        "az functionapp list-flexconsumption-locations *",
                        "[{\"name\": \"northeurope\"}, {\"name\": \"West Europe\"}]")
                .reply(
                        "az functionapp list-flexconsumption-runtimes *",
                        "[{\"runtime\": \"java\", \"version\": \"17\"}, {\"runtime\": \"java\", \"version\": \"21\"}]")
                .reply("az rest --method get *", page())
                .reply("az rest --method get *permissions?*", page(CONTRIBUTOR, ACCESS_ADMINISTRATOR))
                .reply("az provider list *", providers())
                .reply("az resource show *", "{\"id\": \"x\"}")
                .reply(
                        "az network vnet subnet show *",
                        "{\"delegations\": [{\"serviceName\": \"Microsoft.App/environments\"}], \"serviceEndpoints\": [], \"privateEndpoints\": null}")
                .reply("az network vnet show *", "{\"location\": \"westeurope\"}")
                .reply("azd version *", "{\"azd\": {\"version\": \"1.17.0\", \"commit\": \"a6a0d0b\"}}")
                .reply("az keyvault list-deleted *", "[]")
                .reply("az deployment sub what-if *", "Resource changes: 40 to create.\n");
    }

    /** The resource providers, all registered except these. */
    static String providers(String... unregistered) {
        return Stream.of(PROVIDERS)
                .map(name -> "{\"namespace\": \"%s\", \"state\": \"%s\"}"
                        .formatted(name, Arrays.asList(unregistered).contains(name) ? "NotRegistered" : "Registered"))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
