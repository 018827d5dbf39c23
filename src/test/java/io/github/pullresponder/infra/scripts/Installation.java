package io.github.pullresponder.infra.scripts;

import java.util.ArrayList;
import java.util.List;

/**
 * An installation as Azure Resource Manager lists it: the app's own subscription HOME and another one. It has the format of the
 * API's answers to the calls of the scripts.
 */
final class Installation {
    static final String HOME = "2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    static final String OTHER = "7c1e9b30-4d25-4f6a-9b0e-3a8d5c2f1e64";
    static final String APP = "pull-responder-k3v7q2xa";
    static final String PRINCIPAL = "0e5b0d3c-52f1-4b7e-8a3d-7f1c2b9a4d60";
    static final String REGISTRY = "/subscriptions/" + HOME
            + "/resourceGroups/rg-store/providers/Microsoft.ContainerRegistry/registries/fabrikam";
    static final String CLUSTER = "/subscriptions/" + HOME
            + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store";
    static final String WORKSPACE = "/subscriptions/" + HOME
            + "/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/logs-store";
    static final String ROLE_GUID = "b1a6a1f4-0000-4000-8000-00000000000";

    private final Bench bench;

    private Installation(Bench bench) {
        this.bench = bench;
    }

    /** Both subscriptions are visible; nothing of the app is in them. */
    static Installation none(Bench bench) {
        bench.set("AZURE_SUBSCRIPTION_ID", HOME)
                .set("AZURE_RESOURCE_GROUP", "rg-pull-responder")
                .set("FUNCTION_APP_NAME", APP)
                .set("APP_PRINCIPAL_ID", PRINCIPAL)
                .set("VAULT_NAME", "pullresponder-k3v7q2xa")
                .reply("az rest --method get *", page())
                .reply("az account show *", Reply.nothing())
                .reply("az cloud show *", "https://graph.microsoft.com/\r\n")
                .reply(
                        "az rest --method get --url /subscriptions?api-version=2022-12-01 *",
                        page(subscription(HOME, "Enabled"), subscription(OTHER, "Enabled")))
                .reply("az rest --method delete *", Reply.nothing())
                .reply("az eventgrid system-topic *", Reply.nothing())
                .reply("az resource list *", "[]")
                .reply("az group delete *", Reply.nothing())
                .reply("az group exists *", "false")
                .reply("az keyvault list-deleted *", "[]");
        return new Installation(bench);
    }

    /** All resources that the templates create if both subscriptions, a registry, a cluster and a workspace are watched. */
    static Installation whole(Bench bench) {
        return none(bench)
                .topics(
                        HOME,
                        topic(
                                HOME,
                                "rg-pull-responder",
                                "evgt-" + APP + "-1",
                                "/subscriptions/" + HOME,
                                "Microsoft.Resources.Subscriptions"),
                        topic(
                                HOME,
                                "rg-store",
                                "evgt-" + APP + "-2",
                                REGISTRY,
                                "Microsoft.ContainerRegistry.Registries"),
                        topic(
                                HOME,
                                "rg-store",
                                "evgt-" + APP + "-3",
                                CLUSTER,
                                "Microsoft.ContainerService.ManagedClusters"))
                .eventSubscriptions("evgt-" + APP + "-1", APP + "-0", APP + "-1")
                .eventSubscriptions("evgt-" + APP + "-2", APP + "-0")
                .eventSubscriptions("evgt-" + APP + "-3", APP + "-0")
                .topics(
                        OTHER,
                        topic(
                                OTHER,
                                "rg-" + APP,
                                "evgt-" + APP + "-4",
                                "/subscriptions/" + OTHER,
                                "Microsoft.Resources.Subscriptions"))
                .eventSubscriptions("evgt-" + APP + "-4", APP + "-0", APP + "-1")
                .list(HOME, "Microsoft.Insights/scheduledQueryRules", rule("logs-store", WORKSPACE))
                .list(
                        HOME,
                        "Microsoft.ContainerRegistry/registries",
                        "{\"id\": \"%s\", \"name\": \"fabrikam\"}".formatted(REGISTRY))
                .diagnosticSettings(APP)
                .roles(HOME, "Reader", "Pull Secrets")
                .roles(OTHER, "Reader", "Pull Secrets")
                .groups(OTHER, "rg-" + APP);
    }

    Installation topics(String subscription, String... topics) {
        return list(subscription, "Microsoft.EventGrid/systemTopics", topics);
    }

    Installation eventSubscriptions(String topic, String... names) {
        var id = "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.EventGrid/systemTopics/" + topic
                + "/eventSubscriptions/%s";
        var subscription = topic.endsWith("-4") ? OTHER : HOME;
        var group = topic.endsWith("-4") ? "rg-" + APP : topic.endsWith("-1") ? "rg-pull-responder" : "rg-store";
        return reply(
                topic + "/eventSubscriptions?",
                page(List.of(names).stream()
                        .map(name -> "{\"id\": \"%s\", \"name\": \"%s\"}"
                                .formatted(id.formatted(subscription, group, name), name))
                        .toArray(String[]::new)));
    }

    Installation diagnosticSettings(String... names) {
        return reply(
                "registries/fabrikam/providers/Microsoft.Insights/diagnosticSettings?",
                page(List.of(names).stream()
                        .map(name ->
                                "{\"id\": \"%s/providers/microsoft.insights/diagnosticSettings/%s\", \"name\": \"%s\"}"
                                        .formatted(REGISTRY, name, name))
                        .toArray(String[]::new)));
    }

    /** The app's roles in a subscription, each assigned to the app there. */
    Installation roles(String subscription, String... roles) {
        var definitions = new ArrayList<String>();
        var assignments = new ArrayList<String>();
        for (var role : roles) {
            var guid = ROLE_GUID + (subscription.equals(HOME) ? 1 : 2) + role.charAt(0);
            definitions.add(
                    definition(subscription, guid, "Pull Responder %s (%s, %s)".formatted(role, APP, subscription)));
            assignments.add(assignment("/subscriptions/" + subscription, "assigned-" + guid, guid));
        }
        return list(subscription, "Microsoft.Authorization/roleDefinitions", definitions.toArray(String[]::new))
                .list(subscription, "Microsoft.Authorization/roleAssignments", assignments.toArray(String[]::new));
    }

    Installation groups(String subscription, String... names) {
        bench.reply(
                "az rest --method get --url /subscriptions/" + subscription + "/resourcegroups?*",
                page(List.of(names).stream()
                        .map(name ->
                                "{\"id\": \"/subscriptions/%s/resourceGroups/%s\", \"name\": \"%s\", \"tags\": {\"pull-responder\": \"%s\"}}"
                                        .formatted(subscription, name, name, APP))
                        .toArray(String[]::new)));
        return this;
    }

    Installation list(String subscription, String type, String... elements) {
        return reply("/subscriptions/" + subscription + "/providers/" + type + "?", page(elements));
    }

    /** Answers a list whose address contains a text. */
    Installation reply(String address, String answer) {
        return reply(address, Reply.of(answer));
    }

    Installation reply(String address, Reply answer) {
        bench.reply("az rest --method get --url *" + address + "*", answer);
        return this;
    }

    static String page(String... elements) {
        return "{\"value\": [" + String.join(", ", elements) + "]}";
    }

    static String subscription(String id, String state) {
        return "{\"subscriptionId\": \"%s\", \"state\": \"%s\"}".formatted(id, state);
    }

    static String topic(String subscription, String group, String name, String source, String type) {
        return topic(subscription, group, name, source, type, APP);
    }

    static String topic(String subscription, String group, String name, String source, String type, String owner) {
        return ("{\"id\": \"/subscriptions/%s/resourceGroups/%s/providers/Microsoft.EventGrid/systemTopics/%s\", \"name\": \"%s\","
                        + " \"tags\": {\"pull-responder\": \"%s\"}, \"properties\": {\"source\": \"%s\", \"topicType\": \"%s\"}}")
                .formatted(subscription, group, name, name, owner, source, type);
    }

    static String rule(String workspaceName, String workspace) {
        var name = APP + "-failed-pulls-" + workspaceName;
        return ("{\"id\": \"/subscriptions/%s/resourceGroups/rg-logs/providers/microsoft.insights/scheduledqueryrules/%s\","
                        + " \"name\": \"%s\", \"tags\": {\"pull-responder\": \"%s\"}, \"properties\": {\"scopes\": [\"%s\"]}}")
                .formatted(HOME, name, name, APP, workspace);
    }

    static String definition(String subscription, String guid, String name) {
        return ("{\"id\": \"/subscriptions/%s/providers/Microsoft.Authorization/roleDefinitions/%s\", \"name\": \"%s\","
                        + " \"properties\": {\"roleName\": \"%s\", \"type\": \"CustomRole\"}}")
                .formatted(subscription, guid, guid, name);
    }

    static String assignment(String scope, String name, String roleGuid) {
        return ("{\"id\": \"%s/providers/Microsoft.Authorization/roleAssignments/%s\", \"properties\": {\"scope\": \"%s\","
                        + " \"principalId\": \"%s\","
                        + " \"roleDefinitionId\": \"/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/%s\"}}")
                .formatted(scope, name, scope, PRINCIPAL, roleGuid);
    }
}
