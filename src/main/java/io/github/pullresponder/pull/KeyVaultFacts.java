package io.github.pullresponder.pull;

import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.identity.DataActionRoleFinder;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.RequestCache;
import io.github.pullresponder.registry.KeyVault;
import io.github.pullresponder.registry.VaultKey;
import java.util.List;
import java.util.Optional;

/** The vault of a registry's encryption key, with the key's attributes and the access to it. */
public final class KeyVaultFacts {
    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final RequestCache questions = new RequestCache();

    KeyVaultFacts(EvidenceSources sources, ReadExecutor reads) {
        this.sources = sources;
        this.reads = reads;
    }

    /** Starts every read that a check of the key may need, so that none waits for another. */
    public void prefetch(String vault, String key, Optional<String> principalId) {
        keyFact(vault, key);
        principalId.ifPresent(id -> {
            definitions(vault);
            assignments(vault, id);
        });
    }

    /** The vault with that name, which must be visible. */
    public KeyVault vault(String name) {
        return vaultFact(name).get();
    }

    /** A key of a vault; absent if it was deleted. */
    public Optional<VaultKey> key(String vault, String name) {
        return keyFact(vault, name).get();
    }

    /** The names of the principal's roles that permit a data action at a vault with Azure RBAC. */
    public List<String> rolesAt(String vault, String principalId, String dataAction) {
        var definitions = definitions(vault);
        return DataActionRoleFinder.rolesWith(
                dataAction, vault(vault).id(), assignments(vault, principalId).get(), definitions.get());
    }

    private AsyncRead<KeyVault> vaultFact(String name) {
        return questions.once(
                "vault " + name,
                () -> reads.start(
                        "key vault " + name,
                        () -> sources.keyVaults()
                                .vault(name)
                                .orElseThrow(() -> EvidenceUnavailableException.because(
                                        UnavailabilityReason.NOT_FOUND, "key vault " + name))));
    }

    private AsyncRead<Optional<VaultKey>> keyFact(String vault, String name) {
        return questions.once(
                "key " + vault + "/" + name,
                () -> vaultFact(vault)
                        .then(found -> reads.start(
                                "key " + name, () -> sources.keyVaults().key(found.id(), name))));
    }

    private AsyncRead<List<RoleDefinition>> definitions(String vault) {
        return questions.once(
                "role definitions of vault " + vault,
                () -> vaultFact(vault)
                        .then(found -> found.roleBased()
                                ? reads.start(
                                        "role definitions of " + vault,
                                        () -> sources.accessControl().definitionsAt(found.id()))
                                : AsyncRead.of(List.of())));
    }

    private AsyncRead<List<RoleAssignment>> assignments(String vault, String principalId) {
        return questions.once(
                "role assignments of " + principalId + " at vault " + vault,
                () -> vaultFact(vault)
                        .then(found -> found.roleBased()
                                ? reads.start(
                                        "role assignments of " + principalId,
                                        () -> sources.accessControl().assignedTo(principalId, found.id()))
                                : AsyncRead.of(List.of())));
    }
}
