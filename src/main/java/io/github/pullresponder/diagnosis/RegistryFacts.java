package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.CredentialRegeneration;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RegistryEntry;
import io.github.pullresponder.evidence.RegistryHealth;
import io.github.pullresponder.evidence.RegistryToken;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.SecretValue;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import io.github.pullresponder.evidence.roles.RoleAssignment;
import io.github.pullresponder.evidence.roles.RoleDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The registry that an image host belongs to, and who holds which role there. */
final class RegistryFacts {
    private final EvidenceSources sources;
    private final Reads reads;
    private final Fact<List<RegistryEntry>> visible;
    /** A diagnosis has one registry, so what is asked is the key. */
    private final Questions questions = new Questions();

    RegistryFacts(EvidenceSources sources, Reads reads) {
        this.sources = sources;
        this.reads = reads;
        this.visible =
                reads.start("the list of registries", () -> sources.registries().visible());
    }

    /** Only a registry that Azure shows to the responder; a name from outside never picks a host. */
    Fact<RegistryEntry> entry(String loginServer) {
        return visible.map(entries -> entries.stream()
                .filter(entry -> entry.loginServer().equalsIgnoreCase(loginServer))
                .findFirst()
                .orElseThrow(() -> Unreadable.because(Reason.NOT_FOUND, "registry " + loginServer)));
    }

    /** Every registry the responder may see. */
    Fact<List<RegistryEntry>> visible() {
        return visible;
    }

    Fact<List<String>> searchedSubscriptions() {
        return questions.once(
                "subscriptions",
                () -> reads.start(
                        "the list of subscriptions", () -> sources.registries().searchedSubscriptions()));
    }

    Fact<List<String>> replicaLocations(String loginServer) {
        return ask("replicas", loginServer, id -> sources.registries().replicaLocations(id));
    }

    Fact<RegistryHealth> health(String loginServer) {
        return ask("health", loginServer, id -> sources.registries().health(id));
    }

    /** Whether another registry than the image's holds a repository. */
    Fact<Boolean> holds(RegistryEntry registry, String repository) {
        return questions.once(
                "repository of " + registry.loginServer(),
                () -> reads.start(
                        "repository " + repository,
                        () -> sources.images().repository(registry, repository).isPresent()));
    }

    Fact<Registry> registry(String loginServer) {
        return ask(
                "registry " + loginServer,
                loginServer,
                id -> sources.registries()
                        .registry(id)
                        .orElseThrow(() -> Unreadable.because(Reason.NOT_FOUND, "registry " + loginServer)));
    }

    Fact<List<RoleDefinition>> roleDefinitions(String loginServer) {
        return ask(
                "role definitions", loginServer, id -> sources.accessControl().definitionsAt(id));
    }

    Fact<List<RoleAssignment>> assignedTo(String principalId, String loginServer) {
        return ask(
                "role assignments of " + principalId,
                loginServer,
                id -> sources.accessControl().assignedTo(principalId, id));
    }

    Fact<List<RoleAssignment>> assignments(String loginServer) {
        return ask(
                "role assignments", loginServer, id -> sources.accessControl().at(id));
    }

    Fact<List<SecretValue>> adminPasswords(String loginServer) {
        return ask("admin passwords", loginServer, id -> sources.registries().adminPasswords(id));
    }

    Fact<Optional<RegistryToken>> token(String name, String loginServer) {
        return ask(
                "token " + name,
                "the registry token that a pull secret names",
                loginServer,
                id -> sources.registries().token(id, name));
    }

    Fact<List<CredentialRegeneration>> regenerations(Instant since, String loginServer) {
        return ask(
                "activity log since " + since,
                loginServer,
                id -> sources.registries().regenerations(id, since));
    }

    /** One question of the registry behind a login server; {@code what} names it, and tells it from all others. */
    private <T> Fact<T> ask(String what, String loginServer, Function<ResourceId, T> read) {
        return ask(what, what, loginServer, read);
    }

    /** The same where what tells it from other questions is not to be said. */
    private <T> Fact<T> ask(String key, String what, String loginServer, Function<ResourceId, T> read) {
        return questions.once(
                key, () -> entry(loginServer).then(entry -> reads.start(what, () -> read.apply(entry.id()))));
    }
}
