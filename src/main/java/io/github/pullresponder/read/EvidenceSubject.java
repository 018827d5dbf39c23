package io.github.pullresponder.read;

import io.github.pullresponder.resource.ResourceId;
import java.util.Locale;
import java.util.Map;

/**
 * The subject of a fact: a part of the failed pull, or a resource that a part of it references by id. A fact about an unrelated
 * resource proves nothing.
 *
 * @param name a resource id, {@code namespace/name}, or an image reference
 */
public record EvidenceSubject(EvidenceSubjectType kind, String name) {
    /** The parts of a pull. */
    public enum EvidenceSubjectType {
        NODE,
        NODE_POOL,
        IDENTITY,
        PULL_SECRET,
        SERVICE_ACCOUNT,
        CLUSTER,
        REGISTRY,
        IMAGE,
        PATH_HOP,
        MESSAGE,
        /** A resource that another part references by id, such as the vault of a registry's key. */
        RESOURCE;

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Map<String, EvidenceSubjectType> KIND_BY_TYPE = Map.of(
            "microsoft.containerservice/managedclusters", EvidenceSubjectType.CLUSTER,
            "microsoft.containerregistry/registries", EvidenceSubjectType.REGISTRY,
            "microsoft.network/virtualnetworks", EvidenceSubjectType.PATH_HOP,
            "microsoft.network/virtualnetworks/subnets", EvidenceSubjectType.PATH_HOP,
            "microsoft.network/routetables", EvidenceSubjectType.PATH_HOP,
            "microsoft.network/networksecuritygroups", EvidenceSubjectType.PATH_HOP,
            "microsoft.network/azurefirewalls", EvidenceSubjectType.PATH_HOP,
            "microsoft.network/firewallpolicies", EvidenceSubjectType.PATH_HOP,
            "microsoft.network/privateendpoints", EvidenceSubjectType.PATH_HOP,
            "microsoft.network/privatednszones", EvidenceSubjectType.PATH_HOP);

    public static EvidenceSubject resource(ResourceId id) {
        return new EvidenceSubject(
                KIND_BY_TYPE.getOrDefault(id.type().toLowerCase(Locale.ROOT), EvidenceSubjectType.RESOURCE),
                id.toString());
    }

    public static EvidenceSubject node(String name) {
        return new EvidenceSubject(EvidenceSubjectType.NODE, name);
    }

    public static EvidenceSubject nodePool(String name) {
        return new EvidenceSubject(EvidenceSubjectType.NODE_POOL, name);
    }

    public static EvidenceSubject identity(String name) {
        return new EvidenceSubject(EvidenceSubjectType.IDENTITY, name);
    }

    public static EvidenceSubject pullSecret(String namespace, String name) {
        return new EvidenceSubject(EvidenceSubjectType.PULL_SECRET, namespace + "/" + name);
    }

    public static EvidenceSubject serviceAccount(String namespace, String name) {
        return new EvidenceSubject(EvidenceSubjectType.SERVICE_ACCOUNT, namespace + "/" + name);
    }

    /** A registry that is known by its login server. */
    public static EvidenceSubject registry(String loginServer) {
        return new EvidenceSubject(EvidenceSubjectType.REGISTRY, loginServer);
    }

    public static EvidenceSubject image(String reference) {
        return new EvidenceSubject(EvidenceSubjectType.IMAGE, reference);
    }

    public static EvidenceSubject message() {
        return new EvidenceSubject(EvidenceSubjectType.MESSAGE, "kubelet message");
    }
}
