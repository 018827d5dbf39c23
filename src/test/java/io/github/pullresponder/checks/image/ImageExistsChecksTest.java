package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.ShopEvidence.DIGEST;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.Images.DeletedTag;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RegistryProperties;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageExistsChecksTest {
    private static final String SUBSCRIPTION = " --subscription " + REGISTRY.subscription();

    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void anAbsentRepositoryIsConfirmedWithTheNearestNames() {
        pulls("shop/wbe:1.4.2");
        var examined = Examined.by(new RepositoryExistsCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.REPOSITORY_NOT_FOUND);
        assertThat(examined.finding().summary()).isEqualTo("contososhop has no repository shop/wbe");
        assertThat(examined.facts())
                .containsExactly(
                        "the registry does not have it",
                        "similar repositories: shop/web",
                        "no cache rule serves shop/wbe");
        assertThat(examined.commands())
                .containsExactly(
                        "kubectl --context aks-shop set image deployment/web web=contososhop.azurecr.io/shop/web:1.4.2 --namespace shop",
                        "az acr login --name contososhop" + SUBSCRIPTION,
                        "docker push contososhop.azurecr.io/shop/wbe:1.4.2");
        Examined.by(new TagExistsCheck(), shop).doesNotApply();
    }

    @Test
    void theFolderMayBeMissing() {
        pulls("api:1.4.2");
        assertThat(Examined.by(new RepositoryExistsCheck(), shop).facts()).contains("similar repositories: shop/api");
    }

    @Test
    void withoutTheCatalogTheRepositoryIsStillAbsent() {
        pulls("shop/wbe:1.4.2");
        shop.unreadable.put(
                "repositories", EvidenceUnavailableException.forbidden("repositories", Permission.LIST_REPOSITORIES));
        assertThat(Examined.by(new RepositoryExistsCheck(), shop).finding().remedies())
                .singleElement()
                .satisfies(remedy -> assertThat(remedy.title()).isEqualTo("Push the image"));
    }

    @Test
    void anAbsentTagIsConfirmedWithTheNearestAndTheNewestTags() {
        pulls("shop/web:1.4.3");
        var examined = Examined.by(new TagExistsCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.TAG_NOT_FOUND);
        assertThat(examined.finding().summary()).isEqualTo("shop/web has no tag 1.4.3");
        assertThat(examined.facts())
                .containsExactly(
                        "the registry does not have it",
                        "similar tags: 1.4.1, 1.4.2, 1.5.0",
                        "no cache rule serves shop/web");
        assertThat(examined.commands())
                .containsExactly(
                        "kubectl --context aks-shop set image deployment/web web=contososhop.azurecr.io/shop/web:1.5.0 --namespace shop",
                        "az acr login --name contososhop" + SUBSCRIPTION,
                        "docker push contososhop.azurecr.io/shop/web:1.4.3");
    }

    @Test
    void neverMoreThanFiveTagsAreSuggested() {
        for (var i = 0; i < 9; i++) {
            var tag = "1.4.2" + i;
            shop.tags.put(tag, new Images.Tag(tag, DIGEST, true, Optional.of(ShopEvidence.PUSHED)));
            shop.tags.put("build-" + i, new Images.Tag("build-" + i, DIGEST, true, Optional.of(ShopEvidence.NOW)));
        }
        pulls("shop/web:1.4.2x");
        assertThat(Examined.by(new TagExistsCheck(), shop).facts())
                .satisfiesExactly(
                        fact -> assertThat(fact).isEqualTo("the registry does not have it"),
                        fact -> assertThat(fact)
                                .startsWith("similar tags: ")
                                .satisfies(text -> assertThat(text.split(",")).hasSize(3)),
                        fact -> assertThat(fact).isEqualTo("newest tags: build-0, build-1"),
                        fact -> assertThat(fact).isEqualTo("no cache rule serves shop/web"));
    }

    @Test
    void anAbsentTagThatLooksLikeNoneIsAnsweredWithTheNewest() {
        pulls("shop/web:nightly-2026");
        assertThat(Examined.by(new TagExistsCheck(), shop).facts()).contains("newest tags: 1.5.0, 1.4.1, 1.4.2");
    }

    @Test
    void anAbsentDigestIsConfirmed() {
        pulls("shop/web@sha256:" + "0".repeat(64));
        var examined = Examined.by(new TagExistsCheck(), shop);
        assertThat(examined.finding().summary())
                .isEqualTo("shop/web has no image with the digest sha256:" + "0".repeat(64));
        assertThat(examined.commands())
                .containsExactly(
                        "kubectl --context aks-shop set image deployment/web web=contososhop.azurecr.io/shop/web:1.5.0"
                                + " --namespace shop");
    }

    @Test
    void aQuarantinedImageMayLookAbsent() {
        quarantining();
        pulls("shop/web:9.9.9");
        assertThat(Examined.by(new TagExistsCheck(), shop).open().suspect()).isPresent();
        assertThat(Examined.by(new ImageQuarantineCheck(), shop).open().detail())
                .contains("AcrQuarantineReader");
    }

    @Test
    void aDeletedTagIsConfirmedWithTheCommandThatRestoresIt() {
        pulls("shop/web:1.3.0");
        shop.deleted.add(
                new DeletedTag("1.3.0", Optional.of("sha256:aa"), Optional.of(Instant.parse("2026-11-20T16:05:00Z"))));
        var examined = Examined.by(new SoftDeletedImageCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_SOFT_DELETED);
        assertThat(examined.finding().summary()).isEqualTo("shop/web:1.3.0 was deleted and can be restored");
        assertThat(examined.facts())
                .containsExactly("it was deleted at 2026-11-20 16:05 UTC, with the digest sha256:aa");
        assertThat(examined.commands())
                .containsExactly(
                        "az acr manifest restore --registry contososhop" + SUBSCRIPTION + " --name shop/web:1.3.0");
    }

    @Test
    void aDeletedDigestIsRestoredByIt() {
        var digest = "sha256:" + "0".repeat(64);
        pulls("shop/web@" + digest);
        shop.deleted.add(new DeletedTag("1.3.0", Optional.of(digest), Optional.empty()));
        assertThat(Examined.by(new SoftDeletedImageCheck(), shop).commands())
                .singleElement(InstanceOfAssertFactories.STRING)
                .endsWith(" --name shop/web --digest " + digest);
    }

    @Test
    void anotherDeletedTagDoesNotMatter() {
        pulls("shop/web:1.3.0");
        shop.deleted.add(new DeletedTag("1.2.0", Optional.empty(), Optional.empty()));
        Examined.by(new SoftDeletedImageCheck(), shop)
                .isRuledOut("shop/web:1.3.0 is not among the deleted images that can be restored");
    }

    @Test
    void aDeletedImageHidesThatItsTagIsMissing() {
        pulls("shop/web:1.3.0");
        shop.deleted.add(new DeletedTag("1.3.0", Optional.empty(), Optional.empty()));
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactly(Cause.IMAGE_SOFT_DELETED);
    }

    @Test
    void anImageThatIsThereIsFoundByAll() {
        pulls("shop/web:1.4.2");
        Examined.by(new RepositoryExistsCheck(), shop).isRuledOut("repository shop/web exists");
        Examined.by(new TagExistsCheck(), shop).isRuledOut("shop/web:1.4.2 exists");
        Examined.by(new SoftDeletedImageCheck(), shop).isRuledOut("shop/web:1.4.2 exists");
        Examined.by(new ImageLockCheck(), shop).isRuledOut("shop/web:1.4.2 is not locked");
        Examined.by(new ImageQuarantineCheck(), shop).isRuledOut("the quarantine policy of contososhop is disabled");
        Examined.by(new ReplicaHasImageCheck(), shop).isRuledOut("contososhop has one replica");
        assertThat(shop.diagnose(CheckCatalog.all()).causes()).isEmpty();
    }

    static java.util.stream.Stream<Check> checksOfTheImage() {
        return java.util.stream.Stream.of(
                new TagExistsCheck(), new SoftDeletedImageCheck(), new ImageLockCheck(), new ReplicaHasImageCheck());
    }

    @ParameterizedTest
    @MethodSource("checksOfTheImage")
    void missingPermissionLeavesItUndetermined(Check check) {
        shop.unreadable.put("tag", EvidenceUnavailableException.forbidden("image", Permission.READ_IMAGES));
        assertThat(shop.diagnose(java.util.List.of(check)).causes()).isEmpty();
    }

    @Test
    void aLockOnEachLevelIsConfirmedWithTheCommandThatLiftsIt() {
        shop.repositories.put("shop/web", new Images.Repository("shop/web", false));
        shop.tags.put("1.4.2", new Images.Tag("1.4.2", DIGEST, false, Optional.of(ShopEvidence.PUSHED)));
        shop.manifests.put(
                DIGEST, new Images.Manifest(DIGEST, false, false, Optional.of(ShopEvidence.PUSHED), Optional.empty()));
        var examined = Examined.by(new ImageLockCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_LOCKED);
        assertThat(examined.finding().summary()).isEqualTo("shop/web:1.4.2 is locked and cannot be pulled");
        assertThat(examined.facts())
                .containsExactly(
                        "readEnabled of repository shop/web is false",
                        "readEnabled of tag 1.4.2 is false",
                        "readEnabled of manifest " + DIGEST + " is false");
        var update = "az acr repository update --name contososhop" + SUBSCRIPTION;
        assertThat(examined.commands())
                .containsExactly(
                        update + " --repository shop/web --read-enabled true",
                        update + " --image shop/web:1.4.2 --read-enabled true",
                        update + " --image shop/web@" + DIGEST + " --read-enabled true");
    }

    @Test
    void anUnreleasedImageIsConfirmed() {
        quarantining();
        shop.manifests.put(
                DIGEST, new Images.Manifest(DIGEST, true, true, Optional.of(ShopEvidence.PUSHED), Optional.empty()));
        var examined = Examined.by(new ImageQuarantineCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_QUARANTINED);
        assertThat(examined.finding().summary()).isEqualTo("shop/web:1.4.2 is in quarantine");
        assertThat(examined.commands())
                .containsExactly("az resource update --ids " + REGISTRY
                        + " --set properties.policies.quarantinePolicy.status=disabled");
    }

    @Test
    void aReleasedImageIsNotInQuarantine() {
        quarantining();
        Examined.by(new ImageQuarantineCheck(), shop).isRuledOut("shop/web:1.4.2 is released from quarantine");
    }

    private static final String HERE = "contososhop.westeurope.geo.azurecr.io";
    private static final String THERE = "contososhop.eastus.geo.azurecr.io";

    @Test
    void aReplicaThatDoesNotHaveTheImageIsConfirmedByItsOwnAnswer() {
        isReplicatedTo("eastus");
        shop.imagesAt.put(HERE, false);
        shop.imagesAt.put(THERE, true);
        var examined = Examined.by(new ReplicaHasImageCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.REPLICA_NOT_CAUGHT_UP);
        assertThat(examined.facts())
                .containsExactly(
                        "contososhop has replicas in westeurope, eastus",
                        "the replica in westeurope does not have it",
                        "the replica in eastus has it");
        assertThat(examined.commands()).singleElement().asString().startsWith("az acr replication list");
    }

    @Test
    void aReplicaThatHasTheImageIsRuledOutHoweverYoungItIs() {
        isReplicatedTo("eastus");
        pushedAt("2026-11-22T09:52:00Z");
        shop.imagesAt.put(HERE, true);
        shop.imagesAt.put(THERE, false);
        Examined.by(new ReplicaHasImageCheck(), shop).isRuledOut("the replica in westeurope has shop/web:1.4.2");
    }

    @Test
    void theRegionalEndpointOfAnImageIsTheReplicaThatServesIt() {
        shop.pulls(THERE + "/shop/web:1.4.2", "failed to resolve reference: not found");
        isReplicatedTo("eastus");
        shop.imagesAt.put(HERE, true);
        shop.imagesAt.put(THERE, false);
        assertThat(Examined.by(new ReplicaHasImageCheck(), shop).finding().summary())
                .isEqualTo("The replica in eastus does not have shop/web:1.4.2 yet");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T09:52:00Z, confirmed", "2026-11-21T20:00:00Z, confirmed", "2026-11-10T09:00:00Z, likely"})
    void anImageThatTheNodeDidNotFindAfterThePushIsBehindSomewhere(String pushed, String confidence) {
        isReplicatedTo("eastus");
        pushedAt(pushed);
        failedAt(Optional.of(Instant.parse("2026-11-22T09:58:00Z")));
        var examined = Examined.by(new ReplicaHasImageCheck(), shop);
        if (confidence.equals("confirmed")) {
            assertThat(examined.finding().cause()).isEqualTo(Cause.REPLICA_NOT_CAUGHT_UP);
        } else {
            assertThat(examined.open().suspect()).isPresent();
        }
    }

    @Test
    void anImagePushedAfterTheFailedPullWasMissing() {
        isReplicatedTo("eastus");
        pushedAt("2026-11-22T09:59:00Z");
        failedAt(Optional.of(Instant.parse("2026-11-22T09:58:00Z")));
        Examined.by(new ReplicaHasImageCheck(), shop).doesNotApply();
    }

    @Test
    void withoutTheTimeOfTheFailureAReplicaIsOnlyLikelyToBeBehind() {
        isReplicatedTo("eastus");
        pushedAt("2026-11-22T09:52:00Z");
        failedAt(Optional.empty());
        assertThat(Examined.by(new ReplicaHasImageCheck(), shop).open().detail())
                .isEqualTo("the time at which the node requested shop/web:1.4.2 is not known");
    }

    @Test
    void aRegistryWithOneReplicaIsNotBehindItself() {
        pushedAt("2026-11-22T09:52:00Z");
        Examined.by(new ReplicaHasImageCheck(), shop).isRuledOut("contososhop has one replica");
    }

    @Test
    void aDigestThatIsGoneIsReplacedByThatOfItsOwnTagFirst() {
        pulls("shop/web:1.4.1@sha256:" + "9".repeat(64));
        var examined = Examined.by(new TagExistsCheck(), shop);
        assertThat(examined.facts()).contains("tag 1.4.1 now has the digest " + DIGEST);
        assertThat(examined.finding().remedies())
                .extracting(Remedy::title)
                .containsExactly(
                        "Correct the image to contososhop.azurecr.io/shop/web:1.4.1@" + DIGEST,
                        "Or correct the image to contososhop.azurecr.io/shop/web:1.5.0");
    }

    @Test
    void aDigestWithoutATagIsReplacedByTheNewestTag() {
        pulls("shop/web@sha256:" + "9".repeat(64));
        assertThat(Examined.by(new TagExistsCheck(), shop).finding().remedies())
                .extracting(Remedy::title)
                .containsExactly("Correct the image to contososhop.azurecr.io/shop/web:1.5.0");
    }

    @Test
    void aTagIsAbsentOnlyIfNoReplicaHasIt() {
        isReplicatedTo("eastus");
        shop.tags.remove("1.4.2");
        assertThat(Examined.by(new TagExistsCheck(), shop).open().suspect()).isPresent();

        shop.imagesAt.put(HERE, false);
        assertThat(Examined.by(new TagExistsCheck(), shop).open().detail())
                .isEqualTo(
                        "the replica that answered does not have it; the replicas in eastus were not queried one by one");

        shop.imagesAt.put(THERE, false);
        assertThat(Examined.by(new TagExistsCheck(), shop).facts())
                .contains("the replicas in westeurope, eastus do not have it");

        shop.imagesAt.put(THERE, true);
        Examined.by(new TagExistsCheck(), shop).isRuledOut("the replica in eastus has it");
    }

    @Test
    void aReplicaThatDoesNotAnswerLeavesItOpen() {
        isReplicatedTo("eastus");
        shop.tags.remove("1.4.2");
        shop.imagesAt.put(HERE, false);
        shop.imagesAt.put(THERE, true);
        shop.unreadable.put(
                THERE, EvidenceUnavailableException.because(UnavailabilityReason.TIMED_OUT, "image at " + THERE));
        assertThat(Examined.by(new TagExistsCheck(), shop).open().suspect()).isPresent();
    }

    @Test
    void replicasThatMayNotBeListedLeaveItOpen() {
        isReplicatedTo("eastus");
        shop.tags.remove("1.4.2");
        shop.unreadable.put("replicas", EvidenceUnavailableException.forbidden("replicas", Permission.READ_REGISTRY));
        assertThat(Examined.by(new TagExistsCheck(), shop).open().suspect()).isPresent();
    }

    @Test
    void aRepositoryIsAbsentOnlyIfNoReplicaHasIt() {
        isReplicatedTo("eastus");
        shop.repositories.remove("shop/web");
        assertThat(Examined.by(new RepositoryExistsCheck(), shop).open().suspect())
                .isPresent();

        shop.imagesAt.put(HERE, false);
        shop.imagesAt.put(THERE, false);
        assertThat(Examined.by(new RepositoryExistsCheck(), shop).finding().cause())
                .isEqualTo(Cause.REPOSITORY_NOT_FOUND);

        shop.imagesAt.put(THERE, true);
        Examined.by(new RepositoryExistsCheck(), shop).isRuledOut("the replica in eastus has it");
    }

    private void isReplicatedTo(String region) {
        shop.replicas.add(region);
    }

    private void failedAt(Optional<Instant> time) {
        shop.events = shop.events.stream()
                .map(event -> new PodEvent(
                        event.reason(), event.message(), event.container(), event.count(), event.first(), time))
                .toList();
    }

    private void pulls(String image) {
        var reference = "contososhop.azurecr.io/" + image;
        shop.pulls(reference, "failed to resolve reference \"%s\": %s: not found".formatted(reference, reference));
    }

    private void pushedAt(String time) {
        shop.tags.put("1.4.2", new Images.Tag("1.4.2", DIGEST, true, Optional.of(Instant.parse(time))));
    }

    private void quarantining() {
        shop.registryIs(new RegistryProperties("westeurope", "Premium", "Succeeded", true, Optional.empty()));
    }
}
