package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.DisplayFormat;

/** Remedies for a registry's artifact cache. None of them pushes an image to a repository that a cache rule serves. */
public final class ArtifactCacheRemedies {
    private ArtifactCacheRemedies() {}

    /** Source: "Troubleshoot artifact cache", unhealthy credentials. */
    public static Remedy renewSecrets(CredentialSet set) {
        var secrets = set.unhealthy().stream()
                .flatMap(credential -> credential.secrets().stream())
                .distinct()
                .toList();
        return Remedy.of("Renew the user name and the password for %s in the key vault%s, and allow the identity of"
                        .formatted(set.loginServer(), secrets.isEmpty() ? "" : " (" + DisplayFormat.list(secrets) + ")")
                + " credential set %s to read them".formatted(set.name()));
    }

    public static Remedy checkCredentialHealth(ResourceId credentialSet) {
        return Remedy.of(
                "Check that Azure reports the credentials as healthy",
                az("acr", "credential-set", "show")
                        .registry("--registry", credentialSet.parent())
                        .azureName("--name", credentialSet.name())
                        .option("--query", "authCredentials"));
    }

    public static Remedy recreateCredentialSet(CacheRule rule) {
        return Remedy.of(
                "Create the credential set again, or change cache rule %s to another credential set"
                        .formatted(rule.name()),
                show(rule));
    }

    /** The command uses the login of the person who runs it, and fetches no content. */
    public static Remedy checkSource(CacheRule rule, ImageReference image) {
        return Remedy.of(
                "Check that the source has the image",
                CommandLine.program("docker", "manifest", "inspect").argument(ImageRemedies.atSource(rule, image)));
    }

    public static Remedy orCorrectRule(CacheRule rule) {
        return Remedy.of(
                "Or, if the source does not have it, correct the image or the source of cache rule %s"
                        .formatted(rule.name()),
                show(rule));
    }

    private static CommandLine show(CacheRule rule) {
        return az("acr", "cache", "show")
                .registry("--registry", rule.id().parent())
                .azureName("--name", rule.name());
    }
}
