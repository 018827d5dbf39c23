package io.github.pullresponder.evidence.azure;

import static io.github.pullresponder.evidence.SdkValueConverter.orNone;

import com.azure.resourcemanager.network.models.AddressPrefixItem;
import com.azure.resourcemanager.network.models.AddressPrefixType;
import com.azure.resourcemanager.network.models.EffectiveBaseSecurityAdminRule;
import com.azure.resourcemanager.network.models.EffectiveDefaultSecurityAdminRule;
import com.azure.resourcemanager.network.models.EffectiveSecurityAdminRule;
import com.azure.resourcemanager.network.models.SecurityConfigurationRuleAccess;
import com.azure.resourcemanager.network.models.SecurityConfigurationRuleDirection;
import com.azure.resourcemanager.network.models.SecurityConfigurationRuleProtocol;
import io.github.pullresponder.network.SecurityAdminRule;
import io.github.pullresponder.network.SecurityAdminRule.AdminRuleAccess;
import io.github.pullresponder.network.SecurityAdminRules;
import io.github.pullresponder.network.SecurityRule;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the security admin rules that network managers apply to a virtual network.
 *
 * <p>Source: "List Network Manager Effective Security Admin Rules" (Azure Virtual Network Manager REST API).
 */
final class EffectiveAdminRuleReader {
    private static final String ACTION = "listNetworkManagerEffectiveSecurityAdminRules";
    private static final String MANAGERS = "Microsoft.Network/networkManagers";
    private static final List<String> ANY = List.of("*");

    private final ArmResourceReader networks;

    EffectiveAdminRuleReader(ArmResourceReader networks) {
        this.networks = networks;
    }

    SecurityAdminRules of(ResourceId network) {
        return new SecurityAdminRules(
                networks.listByAction(network, ACTION, EffectiveBaseSecurityAdminRule::fromJson).stream()
                        .map(EffectiveAdminRuleReader::rule)
                        .toList());
    }

    /** Maps a rule. A default rule of a manager has the same fields as a custom rule. */
    private static SecurityAdminRule rule(EffectiveBaseSecurityAdminRule rule) {
        if (rule instanceof EffectiveSecurityAdminRule custom) {
            return rule(
                    custom.id(),
                    custom.access(),
                    custom.priority(),
                    custom.direction(),
                    custom.protocol(),
                    custom.sources(),
                    custom.sourcePortRanges(),
                    custom.destinations(),
                    custom.destinationPortRanges());
        }
        if (rule instanceof EffectiveDefaultSecurityAdminRule standard) {
            return rule(
                    standard.id(),
                    standard.access(),
                    standard.priority(),
                    standard.direction(),
                    standard.protocol(),
                    standard.sources(),
                    standard.sourcePortRanges(),
                    standard.destinations(),
                    standard.destinationPortRanges());
        }
        throw new IllegalArgumentException("an admin rule of an undocumented kind");
    }

    private static SecurityAdminRule rule(
            String text,
            SecurityConfigurationRuleAccess access,
            int priority,
            SecurityConfigurationRuleDirection direction,
            SecurityConfigurationRuleProtocol protocol,
            List<AddressPrefixItem> sources,
            List<String> sourcePorts,
            List<AddressPrefixItem> destinations,
            List<String> destinationPorts) {
        var id = ResourceId.parse(text.startsWith("/") ? text : "/" + text);
        return new SecurityAdminRule(
                accessOf(access),
                id.within(MANAGERS).orElse(id),
                new SecurityRule(
                        id.name(),
                        priority,
                        SecurityConfigurationRuleDirection.INBOUND.equals(direction),
                        !SecurityConfigurationRuleAccess.DENY.equals(access),
                        SecurityConfigurationRuleProtocol.ANY.equals(protocol) ? "*" : protocol.toString(),
                        prefixes(sources),
                        orAny(sourcePorts),
                        prefixes(destinations),
                        orAny(destinationPorts),
                        hasGroups(sources) || hasGroups(destinations)));
    }

    private static AdminRuleAccess accessOf(SecurityConfigurationRuleAccess access) {
        if (SecurityConfigurationRuleAccess.DENY.equals(access)) {
            return AdminRuleAccess.DENY;
        }
        if (SecurityConfigurationRuleAccess.ALWAYS_ALLOW.equals(access)) {
            return AdminRuleAccess.ALWAYS_ALLOW;
        }
        if (SecurityConfigurationRuleAccess.ALLOW.equals(access)) {
            return AdminRuleAccess.ALLOW;
        }
        throw new IllegalArgumentException("an admin rule with an undocumented access");
    }

    /** The prefixes; empty for network groups, whose members are not read. */
    private static List<String> prefixes(List<AddressPrefixItem> items) {
        if (hasGroups(items)) {
            return List.of();
        }
        var prefixes = orNone(items).stream()
                .flatMap(item -> Stream.ofNullable(item.addressPrefix()))
                .toList();
        return orAny(prefixes);
    }

    private static boolean hasGroups(List<AddressPrefixItem> items) {
        return orNone(items).stream()
                .anyMatch(item -> !AddressPrefixType.IPPREFIX.equals(item.addressPrefixType())
                        && !AddressPrefixType.SERVICE_TAG.equals(item.addressPrefixType()));
    }

    private static List<String> orAny(List<String> texts) {
        var all = orNone(texts);
        return all.isEmpty() ? ANY : all;
    }
}
