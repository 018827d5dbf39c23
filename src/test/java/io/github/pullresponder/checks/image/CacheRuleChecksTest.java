package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.ShopEvidence.DIGEST;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Finding.Confidence;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.Images.DeletedTag;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Limitation.NoticedBlindSpot;
import io.github.pullresponder.read.Limitation.ReachedLimit;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.registry.CredentialSet.UpstreamCredential;
import io.github.pullresponder.registry.CredentialSet.UpstreamCredentialHealth;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shop caches Docker Hub below {@code hub/}, with a credential set of the same name. */
class CacheRuleChecksTest {
    private static final String NGINX = "contososhop.azurecr.io/hub/library/nginx:1.27";
    private static final ResourceId SET = ResourceId.parse(REGISTRY + "/credentialSets/hub");
    private static final String NAMES_SOURCE =
            "unexpected status from HEAD request to https://contososhop.azurecr.io/v2/hub/library/nginx/manifests/1.27: %s";

    private final ShopEvidence shop = new ShopEvidence();
    private final CacheRuleCredentialCheck credential = new CacheRuleCredentialCheck();
    private final UpstreamImageCheck upstream = new UpstreamImageCheck();

    @BeforeEach
    void theRepositoryIsServed() {
        notFound(NGINX);
        shop.cacheRules.add(rule(Optional.of(SET)));
        health(UpstreamCredentialHealth.HEALTHY);
    }

    @Test
    void anImageThatARuleServesIsNotMissing() {
        Examined.by(new RepositoryExistsCheck(), shop).doesNotApply();
        Examined.by(new TagExistsCheck(), shop).doesNotApply();
        assertThat(Examined.by(new RepositoryExistsCheck(), shop).verdict().detail())
                .isEqualTo("cache rule hub fetches hub/library/nginx:1.27 from docker.io/library/nginx:1.27");
    }

    @ParameterizedTest
    @ValueSource(strings = {":9.9", "@sha256:0000000000000000000000000000000000000000000000000000000000000000"})
    void aTagOrDigestThatIsNotCachedYetIsNotMissing(String reference) {
        shop.repositories.put("hub/library/nginx", new Images.Repository("hub/library/nginx", true));
        notFound("contososhop.azurecr.io/hub/library/nginx" + reference);

        Examined.by(new TagExistsCheck(), shop).doesNotApply();
        assertThat(Examined.by(upstream, shop).open().suspect()).isPresent();
    }

    @Test
    void healthyCredentialsLeaveTheSource() {
        Examined.by(credential, shop).isRuledOut("credential set hub of cache rule hub is Healthy");

        var open = Examined.by(upstream, shop).open();
        assertThat(open.limitation()).containsInstanceOf(NoticedBlindSpot.class);
        assertThat(open.suspect().orElseThrow().evidence())
                .extracting(Evidence::fact)
                .containsExactly(
                        "cache rule hub fetches hub/library/nginx:1.27 from docker.io/library/nginx:1.27",
                        "hub/library/nginx:1.27 is not in the registry",
                        "credential set hub is Healthy",
                        "contososhop.azurecr.io answered: not found");
        assertThat(commandsOf(open.suspect().orElseThrow()))
                .containsExactly(
                        "docker manifest inspect docker.io/library/nginx:1.27",
                        "az acr cache show --registry contososhop --subscription " + REGISTRY.subscription()
                                + " --name hub");
    }

    @Test
    void aRuleWithoutCredentialsLeavesTheSource() {
        shop.cacheRules.set(0, rule(Optional.empty()));

        Examined.by(credential, shop).doesNotApply();
        assertThat(Examined.by(upstream, shop).open().suspect().orElseThrow().evidence())
                .extracting(Evidence::fact)
                .contains("cache rule hub has no credential set");
    }

    @Test
    void unhealthyCredentialsAreConfirmed() {
        health(UpstreamCredentialHealth.UNHEALTHY);
        var examined = Examined.by(credential, shop);

        assertThat(examined.finding().summary())
                .isEqualTo("Cache rule hub cannot fetch hub/library/nginx: its credential set hub is unhealthy");
        assertThat(examined.facts())
                .containsExactly(
                        "cache rule hub fetches hub/library/nginx:1.27 from docker.io/library/nginx:1.27",
                        "hub/library/nginx:1.27 is not in the registry",
                        "a credential of hub for docker.io is Unhealthy (SecretNotFound)");
        assertThat(examined.commands())
                .containsExactly("az acr credential-set show --registry contososhop --subscription "
                        + REGISTRY.subscription() + " --name hub --query authCredentials");
        assertThat(Examined.by(upstream, shop).open().suspect()).isEmpty();
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactly(Cause.CACHE_RULE_CREDENTIAL_UNHEALTHY);
    }

    @Test
    void credentialsOfWhichOneIsHealthyAreOnlySuspected() {
        health(UpstreamCredentialHealth.HEALTHY, UpstreamCredentialHealth.UNHEALTHY);

        assertThat(Examined.by(credential, shop).open().suspect()).isPresent();
    }

    @Test
    void credentialsOfUnknownHealthAreNotSuspected() {
        health(UpstreamCredentialHealth.UNKNOWN);

        assertThat(Examined.by(credential, shop).open().suspect()).isEmpty();
        assertThat(Examined.by(upstream, shop).open().suspect()).isPresent();
    }

    @Test
    void aCredentialSetThatDoesNotExistIsSuspected() {
        shop.credentialSets.clear();

        assertThat(Examined.by(credential, shop).open().suspect().orElseThrow().summary())
                .isEqualTo("Cache rule hub cannot sign in to its source: credential set hub does not exist");
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .singleElement()
                .satisfies(finding -> assertThat(finding.cause()).isEqualTo(Cause.CACHE_RULE_CREDENTIAL_UNHEALTHY))
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY));
    }

    @Test
    void aCredentialSetThatMayNotBeReadLeavesItOpen() {
        health(UpstreamCredentialHealth.UNHEALTHY);
        shop.unreadable.put(
                "credentialSet",
                EvidenceUnavailableException.forbidden("credential set hub", Permission.READ_CREDENTIAL_SETS));

        var open = Examined.by(credential, shop).open();
        assertThat(open.needs()).contains(Permission.READ_CREDENTIAL_SETS);
        assertThat(open.detail()).contains("az deployment sub create");
        assertThat(open.suspect()).isEmpty();
        assertThat(Examined.by(upstream, shop).open().suspect()).isPresent();
    }

    @Test
    void rulesThatMayNotBeReadMakeAMissingImageLikely() {
        shop.unreadable.put(
                "cacheRules", EvidenceUnavailableException.forbidden("cache rules", Permission.READ_CACHE_RULES));

        assertThat(Examined.by(new RepositoryExistsCheck(), shop).open().suspect())
                .map(Finding::cause)
                .contains(Cause.REPOSITORY_NOT_FOUND);
        assertThat(Examined.by(upstream, shop).open().needs()).contains(Permission.READ_CACHE_RULES);
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::confidence)
                .containsOnly(Confidence.LIKELY);
    }

    @Test
    void rulesThatWereNotReadToTheirEndMakeAMissingImageLikely() {
        shop.unreadable.put(
                "cacheRules", EvidenceUnavailableException.limit("cache rules", 1_000, OptionalInt.empty()));

        var open = Examined.by(new RepositoryExistsCheck(), shop).open();
        assertThat(open.limitation()).containsInstanceOf(ReachedLimit.class);
        assertThat(open.suspect()).isPresent();
    }

    @Test
    void anImageInTheRegistryNeedsNoSource() {
        health(UpstreamCredentialHealth.UNHEALTHY);
        notFound(ShopEvidence.IMAGE);
        shop.cacheRules.set(0, new CacheRule(shop.cacheRules.get(0).id(), "docker.io/*", "*", Optional.of(SET)));

        Examined.by(credential, shop).doesNotApply();
        Examined.by(upstream, shop).doesNotApply();
        assertThat(shop.asked).doesNotContain("cacheRules", "credentialSet");
    }

    @Test
    void aRuleForAnotherRepositoryDoesNotMatter() {
        health(UpstreamCredentialHealth.UNHEALTHY);
        notFound("contososhop.azurecr.io/hubble/ui:0.13");

        Examined.by(credential, shop).doesNotApply();
        assertThat(Examined.by(new RepositoryExistsCheck(), shop).facts()).contains("no cache rule serves hubble/ui");
    }

    @Test
    void a401ThatNamesTheSourceIsAboutItsCredentials() {
        health(UpstreamCredentialHealth.UNHEALTHY);
        shop.pulls(
                NGINX,
                NAMES_SOURCE.formatted("401 Unauthorized\nunauthorized: authentication required with source registry"
                        + " for cache rule 'hub'."));

        assertThat(Examined.by(credential, shop).facts())
                .contains("the registry reports that the source of a cache rule failed");
    }

    @Test
    void a401ThatDoesNotNameTheSourceMayBeAboutTheNode() {
        health(UpstreamCredentialHealth.UNHEALTHY);
        shop.pulls(NGINX, NAMES_SOURCE.formatted("401 Unauthorized"));

        assertThat(Examined.by(credential, shop).open().suspect()).isPresent();
        assertThat(Examined.by(upstream, shop).open().suspect()).isEmpty();
    }

    @Test
    void a403ThatDoesNotNameTheSourceIsAboutTheNetwork() {
        health(UpstreamCredentialHealth.UNHEALTHY);
        shop.pulls(NGINX, NAMES_SOURCE.formatted("403 Forbidden"));

        Examined.by(credential, shop).doesNotApply();
        Examined.by(upstream, shop).doesNotApply();
        assertThat(shop.asked).doesNotContain("cacheRules");
    }

    @Test
    void a403ThatNamesTheSourceIsItsAnswer() {
        shop.pulls(
                NGINX,
                NAMES_SOURCE.formatted("403 Forbidden\ndenied: requested access to pull from source"
                        + " 'docker.io/library/nginx' for cache rule 'hub' has been denied."));

        assertThat(Examined.by(upstream, shop).open().suspect()).isPresent();
    }

    @Test
    void aDeletedImageIsFetchedAgain() {
        shop.deleted.add(new DeletedTag("1.27", Optional.empty(), Optional.empty()));
        assertThat(Examined.by(new SoftDeletedImageCheck(), shop).open().suspect())
                .isPresent();

        shop.cacheRules.clear();
        assertThat(Examined.by(new SoftDeletedImageCheck(), shop).finding().cause())
                .isEqualTo(Cause.IMAGE_SOFT_DELETED);
    }

    @Test
    void contentThatIsNotCachedYetIsNotDamaged() {
        var part = "failed to copy: httpReadSeeker: failed open: could not fetch content descriptor " + DIGEST
                + " (application/vnd.oci.image.layer.v1.tar+gzip) from remote: not found";
        shop.pulls(ShopEvidence.IMAGE, part);
        assertThat(Examined.by(new ImageContentDamagedCheck(), shop).finding().cause())
                .isEqualTo(Cause.IMAGE_CONTENT_DAMAGED);

        shop.cacheRules.set(0, new CacheRule(shop.cacheRules.get(0).id(), "docker.io/*", "shop/*", Optional.empty()));
        assertThat(commandsOf(Examined.by(new ImageContentDamagedCheck(), shop)
                        .open()
                        .suspect()
                        .orElseThrow()))
                .containsExactly("docker manifest inspect docker.io/web:1.4.2");
    }

    private static CacheRule rule(Optional<ResourceId> set) {
        return new CacheRule(ResourceId.parse(REGISTRY + "/cacheRules/hub"), "docker.io/*", "hub/*", set);
    }

    private void health(UpstreamCredentialHealth... healths) {
        shop.credentialSets.clear();
        shop.credentialSets.add(new CredentialSet(
                SET,
                "docker.io",
                Stream.of(healths)
                        .map(health -> new UpstreamCredential(
                                List.of(),
                                health,
                                health == UpstreamCredentialHealth.UNHEALTHY ? "SecretNotFound" : ""))
                        .toList()));
    }

    private void notFound(String image) {
        shop.pulls(image, "failed to resolve reference \"%s\": %s: not found".formatted(image, image));
    }

    private static List<String> commandsOf(Finding finding) {
        return finding.remedies().stream()
                .flatMap(remedy -> remedy.commands().stream())
                .map(Command::bash)
                .toList();
    }
}
