package io.github.pullresponder.preflight;

import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import io.github.pullresponder.registry.RegistryProperties.CustomerManagedKey;
import io.github.pullresponder.registry.RegistryProperties.CustomerManagedKey.VaultAndKey;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The reads of a diagnosis that concern a registry, each tested once. */
final class RegistryPermissionProbes {
    /** A valid name for repositories and credential sets that is not in use. */
    private static final String NOTHING = "pull-responder-preflight";

    private static final Duration A_DAY = Duration.ofDays(1);

    /** The permissions that can be tested on a registry. */
    static final Set<Permission> PERMISSIONS = Set.of(
            Permission.READ_REGISTRY,
            Permission.LIST_ADMIN_CREDENTIALS,
            Permission.READ_KEY_VAULT,
            Permission.READ_NETWORKS,
            Permission.READ_RESOURCE_HEALTH,
            Permission.READ_REGISTRY_TOKENS,
            Permission.READ_CACHE_RULES,
            Permission.READ_CREDENTIAL_SETS,
            Permission.READ_ACTIVITY_LOG,
            Permission.READ_ROLE_ASSIGNMENTS,
            Permission.READ_DENY_ASSIGNMENTS,
            Permission.READ_ROLE_DEFINITIONS,
            Permission.READ_IMAGES,
            Permission.READ_DELETED_IMAGES,
            Permission.LIST_REPOSITORIES);

    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final Clock clock;
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    RegistryPermissionProbes(EvidenceSources sources, ReadExecutor reads, Clock clock) {
        this.sources = sources;
        this.reads = reads;
        this.clock = clock;
    }

    List<AsyncRead<Optional<PermissionProbe>>> start(ResourceGraphRegistry registry) {
        var id = registry.id();
        var azure = sources.registries();
        var access = sources.accessControl();
        var images = sources.images();
        var itself = reads.start("registry " + id.name(), () -> registryOf(registry));
        itself.onRead(this::remember);
        var probes = new ArrayList<AsyncRead<Optional<PermissionProbe>>>();
        probes.add(PermissionProbe.of(Permission.READ_REGISTRY, id.name(), id, itself));
        probes.add(PermissionProbe.ifAsked(
                Permission.LIST_ADMIN_CREDENTIALS, id.name(), id, itself.then(this::adminPasswords)));
        probes.add(PermissionProbe.ifAsked(Permission.READ_KEY_VAULT, id.name(), id, itself.then(this::key)));
        probes.add(PermissionProbe.of(
                Permission.READ_NETWORKS, "private endpoints of " + id.name(), id, itself.then(this::endpoints)));
        probes.add(probe(Permission.READ_RESOURCE_HEALTH, registry, () -> azure.health(id)));
        probes.add(probe(Permission.READ_REGISTRY_TOKENS, registry, () -> azure.tokens(id)));
        probes.add(probe(Permission.READ_CACHE_RULES, registry, () -> azure.cacheRules(id)));
        probes.add(probe(
                Permission.READ_CREDENTIAL_SETS,
                registry,
                () -> azure.credentialSet(ResourceId.parse(id + "/credentialSets/" + NOTHING))));
        probes.add(probe(
                Permission.READ_ACTIVITY_LOG,
                registry,
                () -> azure.regenerations(id, clock.instant().minus(A_DAY))));
        probes.add(probe(Permission.READ_ROLE_ASSIGNMENTS, registry, () -> access.at(id)));
        probes.add(probe(Permission.READ_DENY_ASSIGNMENTS, registry, () -> access.denyAssignmentsAt(id)));
        probes.add(probe(Permission.READ_ROLE_DEFINITIONS, registry, () -> access.definitionsAt(id)));
        probes.add(probe(Permission.READ_IMAGES, registry, () -> images.repository(registry, NOTHING)));
        probes.add(probe(Permission.READ_DELETED_IMAGES, registry, () -> images.deleted(registry, NOTHING)));
        probes.add(probe(Permission.LIST_REPOSITORIES, registry, () -> images.repositories(registry)));
        return probes;
    }

    private Registry registryOf(ResourceGraphRegistry entry) {
        return sources.registries()
                .registry(entry.id())
                .orElseThrow(() -> EvidenceUnavailableException.because(
                        UnavailabilityReason.NOT_FOUND, "registry " + entry.id().name()));
    }

    /** Reads the admin passwords; a registry with its admin user off has none. */
    private AsyncRead<Boolean> adminPasswords(Registry registry) {
        if (!registry.adminUserEnabled()) {
            return AsyncRead.of(false);
        }
        var id = registry.id();
        return reads.start(
                "admin passwords of " + id.name(),
                () -> !sources.registries().adminPasswords(id).isEmpty());
    }

    private AsyncRead<Integer> endpoints(Registry registry) {
        return reads.start(
                "private endpoints of " + registry.id().name(), () -> (int) registry.network().endpoints().stream()
                        .flatMap(connection -> connection.endpoint().stream())
                        .map(sources.networks()::privateEndpoint)
                        .count());
    }

    /** Reads the customer-managed key; most registries are encrypted with Azure's own keys. */
    private AsyncRead<Boolean> key(Registry registry) {
        return registry.state()
                .customerKey()
                .flatMap(CustomerManagedKey::vaultAndKey)
                .map(key -> reads.start("key vault " + key.vault(), () -> hasRead(key)))
                .orElseGet(() -> AsyncRead.of(false));
    }

    private boolean hasRead(VaultAndKey wanted) {
        var vault = sources.keyVaults()
                .vault(wanted.vault())
                .orElseThrow(() -> EvidenceUnavailableException.forbidden(
                        "key vault " + wanted.vault(), Permission.READ_KEY_VAULT));
        sources.keyVaults().key(vault.id(), wanted.key());
        return true;
    }

    /** Possible reasons for a registry's 403 other than a missing role. */
    Stream<String> notes() {
        return notes.stream();
    }

    private void remember(Registry registry) {
        var network = registry.network();
        if (network.deniesByDefault() || network.publicAccess() != PublicAccess.ENABLED) {
            notes.add(("%s is not open to all networks: if its images are forbidden although the role is assigned,"
                            + " the app has no network path to it (VNet integration)")
                    .formatted(registry.id().name()));
        }
    }

    private AsyncRead<Optional<PermissionProbe>> probe(
            Permission permission, ResourceGraphRegistry registry, Supplier<?> read) {
        var id = registry.id();
        return PermissionProbe.of(permission, id.name(), id, reads.start(id.name(), read::get));
    }
}
