package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.remedy.EstateChanges.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that each change of a command is named by it, or follows from it by a rule. */
final class NamedChanges {
    /** The changes that follow from a command without being named by it. */
    private enum Follows {
        ROLE_ASSIGNMENTS_HAVE_NAMES_OF_THEIR_OWN("roleassignments/"),
        AKS_PUTS_ITS_IDENTITY_ON_ITS_SCALE_SETS("/virtualmachinescalesets/"),
        AKS_PUTS_ITS_IDENTITY_ON_THE_MACHINES_OF_ITS_POOLS("/virtualmachines/"),
        AKS_MAKES_A_KUBELET_IDENTITY("/userassignedidentities/"),
        A_PEERING_CHANGES_THE_STATE_OF_THE_OTHER_SIDE("/virtualnetworkpeerings/"),
        A_PRIVATE_ENDPOINT_HAS_AN_INTERFACE("/networkinterfaces/"),
        A_PRIVATE_ENDPOINT_HAS_A_CONNECTION("/privateendpointconnections/"),
        A_CONNECTION_HAS_TWO_SIDES("/privateendpoints/"),
        A_TOKEN_HAS_A_SCOPE_MAP("/scopemaps/"),
        A_ZONE_GROUP_KEEPS_RECORDS("/privatednszones/"),
        A_NEW_POOL_HAS_NODES("/node/");

        private final String part;

        Follows(String part) {
            this.part = part;
        }

        boolean covers(Change change, NamedChanges named) {
            return change.id().toLowerCase(Locale.ROOT).contains(part) && condition(change, named);
        }

        private boolean condition(Change change, NamedChanges named) {
            return switch (this) {
                case ROLE_ASSIGNMENTS_HAVE_NAMES_OF_THEIR_OWN ->
                    change.isAdded()
                            && named.hasWord(lastOf(
                                    change.after().at("/properties/scope").asText()))
                            && (named.hasWord(change.after()
                                            .at("/properties/principalId")
                                            .asText())
                                    || named.hasWord("--attach-acr"));
                case AKS_PUTS_ITS_IDENTITY_ON_ITS_SCALE_SETS, AKS_PUTS_ITS_IDENTITY_ON_THE_MACHINES_OF_ITS_POOLS ->
                    named.runs("aks update") && change.field().startsWith("identity");
                case AKS_MAKES_A_KUBELET_IDENTITY -> change.isAdded() && named.hasWord("--enable-managed-identity");
                case A_PEERING_CHANGES_THE_STATE_OF_THE_OTHER_SIDE ->
                    Set.of("properties.peeringState", "properties.peeringSyncLevel")
                            .contains(change.field());
                case A_PRIVATE_ENDPOINT_HAS_AN_INTERFACE, A_PRIVATE_ENDPOINT_HAS_A_CONNECTION ->
                    (change.isAdded() && named.runs("network private-endpoint create"))
                            || (change.isRemoved() && named.runs("network private-endpoint delete"));
                case A_CONNECTION_HAS_TWO_SIDES ->
                    named.runs("network private-endpoint-connection approve")
                            && change.id().contains("rivateLinkServiceConnections/");
                case A_TOKEN_HAS_A_SCOPE_MAP -> change.isAdded() && named.runs("acr token create");
                case A_ZONE_GROUP_KEEPS_RECORDS -> named.runs("network private-endpoint dns-zone-group create");
                case A_NEW_POOL_HAS_NODES -> change.isAdded();
            };
        }
    }

    private final List<List<String>> ran;
    private final Set<String> words;
    private final Map<String, JsonNode> before;

    /** @param ran every program with its arguments */
    NamedChanges(List<List<String>> ran, Map<String, JsonNode> before) {
        this.ran = ran;
        this.before = before;
        this.words = ran.stream()
                .flatMap(List::stream)
                .flatMap(word -> Stream.concat(Stream.of(word), Arrays.stream(word.split("[/=:,@\"{}\\[\\]]+", -1))))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The changes that a reader of the commands would not expect. */
    List<Change> unexpected(List<Change> changes) {
        return changes.stream()
                .filter(Predicate.not(this::isNamed))
                .filter(change -> Stream.of(Follows.values()).noneMatch(rule -> rule.covers(change, this)))
                .toList();
    }

    private boolean hasWord(String word) {
        return words.contains(word.toLowerCase(Locale.ROOT));
    }

    private boolean runs(String command) {
        return ran.stream().anyMatch(item -> String.join(" ", item).startsWith("az " + command));
    }

    private boolean isNamed(Change change) {
        if (change.id().startsWith("registry/")) {
            var loginServer = change.id().split("/", 3)[1];
            return hasWord(loginServer) || hasWord(loginServer.split("\\.", 2)[0]);
        }
        if (change.id().startsWith("graph/")) {
            return isNamedInDirectory(change);
        }
        if (change.id().startsWith("kubernetes/")) {
            return isNamedInCluster(change);
        }
        return hasWord(lastOf(change.id())) || isOwnPart(change);
    }

    private boolean isNamedInDirectory(Change change) {
        var key = String.join("/", Arrays.asList(change.id().split("/", -1)).subList(0, 3));
        var object = before.getOrDefault(key, change.after());
        return hasWord(object.path("appId").asText()) || hasWord("--enable-managed-identity");
    }

    /** A pod is named by its workload, and an event by its pod. */
    private boolean isNamedInCluster(Change change) {
        var name = change.id().split("/", 6)[4];
        return hasWord(name)
                || (change.id().contains("/Pod/") || change.id().contains("/Event/"))
                        && words.stream().anyMatch(word -> word.length() > 2 && name.startsWith(word + "-"));
    }

    /** Returns true for the key of an action, and for a subnet's list of its endpoints. */
    private boolean isOwnPart(Change change) {
        return change.id().startsWith("POST ") || change.field().endsWith("privateEndpoints");
    }

    private static String lastOf(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
