package io.github.pullresponder.pull;

import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryReplica;
import io.github.pullresponder.resource.AzureRegionNameComparer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The replicas of the registry with their content. They are eventually consistent, and the login server answers from any of
 * them ("Geo-replication in Azure Container Registry").
 */
public final class ReplicaFacts {
    private final RegistryFacts registries;
    private final Registry registry;
    private final ImageFacts images;

    ReplicaFacts(RegistryFacts registries, Registry registry, ImageFacts images) {
        this.registries = registries;
        this.registry = registry;
        this.images = images;
    }

    /** All replicas, that of the home region first. */
    public List<RegistryReplica> all() {
        var locations = new ArrayList<>(List.of(registry.state().location()));
        if (registry.state().isPremium()) {
            registries.replicaLocations(registry.loginServer()).get().stream()
                    .filter(location ->
                            locations.stream().noneMatch(known -> AzureRegionNameComparer.areSame(known, location)))
                    .forEach(locations::add);
        }
        // Only a preview of the API returns them: if it does not answer, replicas cannot be queried separately.
        var endpoints =
                locations.size() > 1 ? PullContext.optionally(this::endpoints).orElse(List.of()) : List.<String>of();
        return locations.stream()
                .map(location -> new RegistryReplica(location, endpointIn(location, endpoints)))
                .toList();
    }

    /** The existence of the image in each replica, without those that cannot be queried. */
    public Map<RegistryReplica, Boolean> withImage() {
        return answersByReplica(images.imageAt(endpointsOfAll()));
    }

    /** The existence of the repository in each replica, without those that cannot be queried. */
    public Map<RegistryReplica, Boolean> withRepository() {
        return answersByReplica(images.repositoryAt(endpointsOfAll()));
    }

    private List<String> endpointsOfAll() {
        return all().stream().flatMap(replica -> replica.endpoint().stream()).toList();
    }

    private Map<RegistryReplica, Boolean> answersByReplica(Map<String, ReadResult<Boolean>> answers) {
        var has = new LinkedHashMap<RegistryReplica, Boolean>();
        for (var replica : all()) {
            replica.endpoint()
                    .flatMap(endpoint -> Optional.ofNullable(answers.get(endpoint)))
                    .flatMap(ReadResult::optional)
                    .ifPresent(answer -> has.put(replica, answer));
        }
        return has;
    }

    /** The regional endpoints of the registry; none if it does not have such endpoints. */
    public List<String> endpoints() {
        return registries.regionalEndpoints(registry.loginServer()).get().stream()
                .filter(endpoint -> AzureRegistryHosts.loginServerOf(endpoint).equalsIgnoreCase(registry.loginServer()))
                .toList();
    }

    private static Optional<String> endpointIn(String location, List<String> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> AzureRegistryHosts.regionOf(endpoint)
                        .filter(region -> AzureRegionNameComparer.areSame(region, location))
                        .isPresent())
                .findFirst();
    }
}
