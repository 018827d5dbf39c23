package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.CredentialRegeneration;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RegistryEntry;
import io.github.pullresponder.evidence.RegistryToken;
import io.github.pullresponder.evidence.SecretValue;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import io.github.pullresponder.evidence.roles.RoleAssignment;
import io.github.pullresponder.evidence.roles.RoleDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    Fact<Registry> registry(String loginServer) {
        return questions.once(
                "registry",
                () -> entry(loginServer)
                        .then(entry -> reads.start(
                                "registry " + entry.id().name(),
                                () -> sources.registries()
                                        .registry(entry.id())
                                        .orElseThrow(() ->
                                                Unreadable.because(Reason.NOT_FOUND, "registry " + loginServer)))));
    }

    Fact<List<RoleDefinition>> roleDefinitions(String loginServer) {
        return questions.once(
                "role definitions",
                () -> entry(loginServer)
                        .then(entry -> reads.start(
                                "role definitions",
                                () -> sources.accessControl().definitionsAt(entry.id()))));
    }

    Fact<List<RoleAssignment>> assignedTo(String principalId, String loginServer) {
        return questions.once(
                "assigned to " + principalId,
                () -> entry(loginServer)
                        .then(entry -> reads.start(
                                "role assignments",
                                () -> sources.accessControl().assignedTo(principalId, entry.id()))));
    }

    Fact<List<RoleAssignment>> assignments(String loginServer) {
        return questions.once(
                "assignments",
                () -> entry(loginServer)
                        .then(entry -> reads.start(
                                "role assignments",
                                () -> sources.accessControl().at(entry.id()))));
    }

    Fact<List<SecretValue>> adminPasswords(String loginServer) {
        return questions.once(
                "admin passwords",
                () -> registry(loginServer)
                        .then(it -> reads.start(
                                "admin passwords", () -> sources.registries().adminPasswords(it.id()))));
    }

    Fact<Optional<RegistryToken>> token(String name, String loginServer) {
        return questions.once(
                "token " + name,
                () -> registry(loginServer)
                        .then(it -> reads.start(
                                "token " + name, () -> sources.registries().token(it.id(), name))));
    }

    Fact<List<CredentialRegeneration>> regenerations(Instant since, String loginServer) {
        return questions.once(
                "regenerations since " + since,
                () -> entry(loginServer)
                        .then(it -> reads.start(
                                "activity log", () -> sources.registries().regenerations(it.id(), since))));
    }
}
