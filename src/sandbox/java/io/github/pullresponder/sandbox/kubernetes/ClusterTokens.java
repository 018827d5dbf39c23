package io.github.pullresponder.sandbox.kubernetes;

/** Tokens that the API server of a cluster accepts. */
public final class ClusterTokens {
    /** The Entra application of every AKS API server (kubelogin documentation). */
    public static final String SERVER_APPLICATION = "6dae42f8-4368-4678-94ff-e3960e28e3e6";

    private ClusterTokens() {}

    /** The static token of a cluster without Entra integration. */
    public static String of(String cluster) {
        return "sandbox-kubernetes-token-of-" + cluster;
    }
}
