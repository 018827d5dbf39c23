package io.github.pullresponder.evidence.azure;

import static io.github.pullresponder.evidence.SdkValueConverter.orNone;

import com.azure.resourcemanager.network.models.ConfigurationGroup;
import com.azure.resourcemanager.network.models.ConnectivityGroupItem;
import com.azure.resourcemanager.network.models.ConnectivityTopology;
import com.azure.resourcemanager.network.models.EffectiveConnectivityConfiguration;
import com.azure.resourcemanager.network.models.GroupConnectivity;
import com.azure.resourcemanager.network.models.IsGlobal;
import io.github.pullresponder.network.ConnectedGroup;
import io.github.pullresponder.resource.ResourceId;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Maps the connectivity configurations of a network manager to the types of {@code network}.
 *
 * <p>A mesh is one group of all its networks. Spokes are connected directly only within a network group with direct connectivity, and
 * with their hub. Source: "Connectivity configurations in Azure Virtual Network Manager".
 */
final class ConnectivityConfigurationMapper {
    private ConnectivityConfigurationMapper() {}

    /** The connected groups of a configuration that applies to a network. */
    static Stream<ConnectedGroup> connectedGroups(
            EffectiveConnectivityConfiguration configuration, ResourceId network) {
        var id = plain(configuration.id());
        var name = configuration.id().substring(configuration.id().lastIndexOf('/') + 1);
        var hubs = orNone(configuration.hubs()).stream()
                .map(hub -> ResourceId.parse(hub.resourceId()))
                .collect(Collectors.toSet());
        if (ConnectivityTopology.MESH.equals(configuration.connectivityTopology())) {
            return Stream.of(new ConnectedGroup(id, name, IsGlobal.TRUE.equals(configuration.isGlobal()), Set.of()));
        }
        var memberOf = orNone(configuration.configurationGroups()).stream()
                .map(ConfigurationGroup::id)
                .map(ConnectivityConfigurationMapper::plain)
                .collect(Collectors.toSet());
        return orNone(configuration.appliesToGroups()).stream()
                .filter(group -> GroupConnectivity.DIRECTLY_CONNECTED.equals(group.groupConnectivity()))
                .filter(group -> memberOf.contains(plain(group.networkGroupId())) || hubs.contains(network))
                .map(group ->
                        new ConnectedGroup(id + " " + plain(group.networkGroupId()), name, isGlobal(group), hubs));
    }

    private static boolean isGlobal(ConnectivityGroupItem group) {
        return IsGlobal.TRUE.equals(group.isGlobal());
    }

    /** Normalizes an id: the API returns ids with and without a leading slash. */
    private static String plain(String id) {
        return (id.startsWith("/") ? id : "/" + id).toLowerCase(Locale.ROOT);
    }
}
