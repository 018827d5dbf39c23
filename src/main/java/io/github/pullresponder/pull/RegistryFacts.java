package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.identity.DenyAssignment;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.RequestCache;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialRegeneration;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryResourceHealth;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The registry of an image host, with its role assignments. */
final class RegistryFacts {
    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final AsyncRead<List<ResourceGraphRegistry>> visible;
    /** The key is the question, because a diagnosis has one registry. */
    private final RequestCache questions = new RequestCache();

    RegistryFacts(EvidenceSources sources, ReadExecutor reads) {
        this.sources = sources;
        this.reads = reads;
        this.visible =
                reads.start("the list of registries", () -> sources.registries().visible());
    }

    /** Only a registry that Azure lists for Pull Responder; a name from outside never selects a host. */
    AsyncRead<ResourceGraphRegistry> entry(String loginServer) {
        return visible.map(entries -> entries.stream()
                .filter(entry -> entry.loginServer().equalsIgnoreCase(loginServer))
                .findFirst()
                .orElseThrow(() -> EvidenceUnavailableException.because(
                        UnavailabilityReason.NOT_FOUND, "registry " + loginServer)));
    }

    /** Every registry that is visible to Pull Responder. */
    AsyncRead<List<ResourceGraphRegistry>> visible() {
        return visible;
    }

    AsyncRead<List<String>> searchedSubscriptions() {
        return questions.once(
                "subscriptions",
                () -> reads.start(
                        "the list of subscriptions", () -> sources.registries().searchedSubscriptions()));
    }

    AsyncRead<List<String>> replicaLocations(String loginServer) {
        return ask("replicas", loginServer, id -> sources.registries().replicaLocations(id));
    }

    AsyncRead<List<String>> regionalEndpoints(String loginServer) {
        return ask("regional endpoints", loginServer, id -> sources.registries().regionalEndpoints(id));
    }

    AsyncRead<List<ResourceId>> allowedSubnets(String loginServer) {
        return ask(
                "network rules for subnets",
                loginServer,
                id -> sources.registries().allowedSubnets(id));
    }

    AsyncRead<RegistryResourceHealth> health(String loginServer) {
        return ask("health", loginServer, id -> sources.registries().health(id));
    }

    AsyncRead<Registry> registry(String loginServer) {
        return ask(
                "registry " + loginServer,
                loginServer,
                id -> sources.registries()
                        .registry(id)
                        .orElseThrow(() -> EvidenceUnavailableException.because(
                                UnavailabilityReason.NOT_FOUND, "registry " + loginServer)));
    }

    AsyncRead<List<RoleDefinition>> roleDefinitions(String loginServer) {
        return ask(
                "role definitions", loginServer, id -> sources.accessControl().definitionsAt(id));
    }

    AsyncRead<List<RoleAssignment>> assignedTo(String principalId, String loginServer) {
        return ask(
                "role assignments of " + principalId,
                loginServer,
                id -> sources.accessControl().assignedTo(principalId, id));
    }

    AsyncRead<List<RoleAssignment>> assignments(String loginServer) {
        return ask(
                "role assignments", loginServer, id -> sources.accessControl().at(id));
    }

    AsyncRead<List<DenyAssignment>> denyAssignments(String loginServer) {
        return ask(
                "deny assignments", loginServer, id -> sources.accessControl().denyAssignmentsAt(id));
    }

    AsyncRead<List<SecretValue>> adminPasswords(String loginServer) {
        return ask("admin passwords", loginServer, id -> sources.registries().adminPasswords(id));
    }

    AsyncRead<Optional<RegistryToken>> token(String name, String loginServer) {
        return ask(
                "token " + name,
                "the registry token that a pull secret names",
                loginServer,
                id -> sources.registries().token(id, name));
    }

    AsyncRead<List<CacheRule>> cacheRules(String loginServer) {
        return ask("cache rules", loginServer, id -> sources.registries().cacheRules(id));
    }

    AsyncRead<Optional<CredentialSet>> credentialSet(ResourceId id) {
        return questions.once(
                id.toString(),
                () -> reads.start(
                        "credential set " + id.name(),
                        () -> sources.registries().credentialSet(id)));
    }

    AsyncRead<List<CredentialRegeneration>> regenerations(Instant since, String loginServer) {
        return ask(
                "activity log since " + since,
                loginServer,
                id -> sources.registries().regenerations(id, since));
    }

    /** Reads a property of the registry of a login server; {@code what} describes it and must be unique. */
    private <T> AsyncRead<T> ask(String what, String loginServer, Function<ResourceId, T> read) {
        return ask(what, what, loginServer, read);
    }

    /** Reads a property with a separate key, which is not displayed. */
    private <T> AsyncRead<T> ask(String key, String what, String loginServer, Function<ResourceId, T> read) {
        return questions.once(
                key, () -> entry(loginServer).then(entry -> reads.start(what, () -> read.apply(entry.id()))));
    }
}
