package io.github.pullresponder.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.Pod.Container;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.TriggerMessageNote;
import io.github.pullresponder.pull.TriggerMessageNote.TriggerMessageNoteType;
import io.github.pullresponder.pullerror.Symptom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a message that comes with an image or a pod is used, or that the report gives the reason why not. */
class MessageNotesTest {
    private static final String NOT_UNDERSTOOD = "The error message was not recognized";
    private static final String BACK_OFF = "Back-off pulling image \"" + ShopEvidence.IMAGE + "\"";
    private static final String NOT_FOUND = "Failed to pull image \"" + ShopEvidence.IMAGE + "\": not found";

    private final ShopEvidence shop = new ShopEvidence();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it does not work",
                "Liveness probe failed: HTTP probe failed with statuscode: 503",
                "Failed to pull image \"contososhop.azurecr.io/shop/web:1.4.2\": the moon is full"
            })
    void anUnrecognizedMessageIsIgnoredAndEveryFormatReportsIt(String message) throws Exception {
        shop.assignments.clear();
        var withMessage = ofImage(Optional.of(message));

        assertThat(withMessage.symptom()).isEqualTo(Symptom.UNKNOWN);
        assertThat(causesOf(withMessage))
                .isEqualTo(causesOf(ofImage(Optional.empty())))
                .contains(Cause.PULL_ROLE_MISSING);
        assertThat(withMessage.checks()).hasSameSizeAs(ofImage(Optional.empty()).checks());
        assertThat(TextReportRenderer.PLAIN.render(withMessage)).contains(NOT_UNDERSTOOD);
        assertThat(HtmlAndMarkdownRenderer.MARKDOWN.render(withMessage)).contains(NOT_UNDERSTOOD);
        assertThat(HtmlAndMarkdownRenderer.HTML.render(withMessage)).contains(NOT_UNDERSTOOD);
        assertThat(CardReportRenderer.render(withMessage)).contains(NOT_UNDERSTOOD);
        assertThat(new ObjectMapper()
                        .readTree(JsonReportRenderer.render(withMessage))
                        .at("/notes/0")
                        .asText())
                .startsWith(NOT_UNDERSTOOD);
    }

    @Test
    void aMessageThatIsUnderstoodHasNoNote() throws Exception {
        var diagnosis = ofImage(Optional.of("401 Unauthorized"));

        assertThat(diagnosis.symptom()).isEqualTo(Symptom.UNAUTHORIZED);
        assertThat(diagnosis.error().host()).contains("contososhop.azurecr.io");
        assertThat(new ObjectMapper()
                        .readTree(JsonReportRenderer.render(diagnosis))
                        .path("notes"))
                .isEmpty();
    }

    @Test
    void aMessageReplacesMissingEvents() {
        shop.events = List.of();
        var diagnosis = ofPod("403 Forbidden");

        assertThat(diagnosis.symptom()).isEqualTo(Symptom.FORBIDDEN);
        assertThat(diagnosis.subject().image()).isEqualTo(ShopEvidence.IMAGE);
        assertThat(diagnosis.messageNote()).isEmpty();
    }

    @Test
    void eventsWithAReasonTakePrecedenceOverADifferentMessage() {
        shop.events = List.of(ShopEvidence.failed(NOT_FOUND));
        var diagnosis = ofPod("401 Unauthorized");

        assertThat(diagnosis.symptom()).isEqualTo(Symptom.NOT_FOUND);
        assertThat(TextReportRenderer.PLAIN.render(diagnosis))
                .contains("The error message shows \"401 unauthorized\", but the pod's events show \"not found\".");
    }

    @Test
    void eventsThatDoNotSayWhyDoNotOutrankIt() {
        shop.events = List.of(ShopEvidence.failed(BACK_OFF));

        assertThat(ofPod("429 Too Many Requests").symptom()).isEqualTo(Symptom.THROTTLED);
    }

    @Test
    void aMessageThatDoesNotSayWhyDoesNotHideTheEvents() {
        shop.events = List.of(ShopEvidence.failed(NOT_FOUND));

        assertThat(ofPod("context canceled").symptom()).isEqualTo(Symptom.NOT_FOUND);
        assertThat(ofPod("context canceled").messageNote()).isEmpty();
    }

    @Test
    void aMessageOfAPodThatIsNotUnderstoodLeavesTheEvents() {
        var diagnosis = ofPod("it does not work");

        assertThat(diagnosis.symptom()).isEqualTo(Symptom.UNAUTHORIZED);
        assertThat(diagnosis.messageNote())
                .map(TriggerMessageNote::kind)
                .contains(TriggerMessageNoteType.NOT_UNDERSTOOD);
    }

    @Test
    void aMessageAboutAnotherImageOfThePodIsAboutThatImage() {
        twoContainersFail();
        var diagnosis = ofPod("Failed to pull image \"contososhop.azurecr.io/shop/proxy:2\": 403 Forbidden");

        assertThat(diagnosis.subject().image()).isEqualTo("contososhop.azurecr.io/shop/proxy:2");
        assertThat(diagnosis.symptom()).isEqualTo(Symptom.FORBIDDEN);
    }

    @Test
    void everyContainerThatFailsIsInTheReport() {
        twoContainersFail();
        var diagnosis = ofPodAndImage(Optional.empty());

        assertThat(diagnosis.subject().image()).isEqualTo(ShopEvidence.IMAGE);
        assertThat(TextReportRenderer.PLAIN.render(diagnosis))
                .contains("Container proxy of the pod cannot pull contososhop.azurecr.io/shop/proxy:2 either (back-off"
                        + " without a reason). To examine it, send a request with the pod and this image.");
        assertThat(ofPodAndImage(Optional.of("contososhop.azurecr.io/shop/proxy:2"))
                        .subject()
                        .image())
                .isEqualTo("contososhop.azurecr.io/shop/proxy:2");
    }

    @Test
    void anImageThatIsNotTheFailingOneIsExaminedWithoutItsError() {
        var diagnosis = ofPodAndImage(Optional.of("contososhop.azurecr.io/shop/api:7"));

        assertThat(diagnosis.subject().image()).isEqualTo("contososhop.azurecr.io/shop/api:7");
        assertThat(diagnosis.symptom()).isEqualTo(Symptom.UNKNOWN);
    }

    @Test
    void anImageWithoutATagIsThatOfThePod() {
        assertThat(ofPodAndImage(Optional.of("contososhop.azurecr.io/shop/web"))
                        .subject()
                        .image())
                .isEqualTo(ShopEvidence.IMAGE);
        assertThat(ofPodAndImage(Optional.of("contososhop.azurecr.io/shop/web:9.9"))
                        .symptom())
                .isEqualTo(Symptom.UNKNOWN);
    }

    @Test
    void theErrorOfOneImageIsNotThatOfAnother() {
        shop.events = List.of(ShopEvidence.failed(NOT_FOUND));
        assertThat(ofPodAndImage(Optional.of("contososhop.azurecr.io/shop/api:7"), Optional.of("it does not work"))
                        .symptom())
                .isEqualTo(Symptom.UNKNOWN);
    }

    private Diagnosis ofPodAndImage(Optional<String> image) {
        return ofPodAndImage(image, Optional.empty());
    }

    private Diagnosis ofPodAndImage(Optional<String> image, Optional<String> message) {
        return shop.diagnose(
                CheckCatalog.all(),
                PullFailure.of(ShopEvidence.CLUSTER, List.of(new PullFailure.PodName("shop", "web")), image, message));
    }

    private void twoContainersFail() {
        var it = shop.pod.orElseThrow();
        shop.pod = Optional.of(new Pod(
                it.namespace(),
                it.name(),
                it.node(),
                it.serviceAccount(),
                it.imagePullSecrets(),
                List.of(
                        new Container(
                                "proxy", "contososhop.azurecr.io/shop/proxy:2", Optional.of("ErrImagePull"), none()),
                        new Container("web", ShopEvidence.IMAGE, Optional.of("ErrImagePull"), none())),
                it.owner()));
    }

    @Test
    void ofAPodThatPullsNowAMessageIsOfThePast() {
        var it = shop.pod.orElseThrow();
        shop.events = List.of();
        shop.pod = Optional.of(new Pod(
                it.namespace(),
                it.name(),
                it.node(),
                it.serviceAccount(),
                it.imagePullSecrets(),
                List.of(new Container("web", ShopEvidence.IMAGE, none(), none())),
                it.owner()));

        assertThat(TextReportRenderer.PLAIN.render(ofPod("401 Unauthorized")))
                .contains("shop/web could not pull " + ShopEvidence.IMAGE)
                .contains("The pod shows no failed pull now.");
    }

    @Test
    void aMessageThatNamesItsImageIsEnoughOfAPodThatIsGone() {
        shop.pod = Optional.empty();
        var diagnosis = ofPod(ShopEvidence.UNAUTHORIZED_MESSAGE);

        assertThat(diagnosis.symptom()).isEqualTo(Symptom.UNAUTHORIZED);
        assertThat(diagnosis.subject().image()).isEqualTo(ShopEvidence.IMAGE);
    }

    @Test
    void aPullThatWasGivenUpHasNoCause() {
        shop.events = List.of(ShopEvidence.failed("Failed to pull image \"" + ShopEvidence.IMAGE
                + "\": rpc error: code = Canceled desc = context canceled"));
        var diagnosis = shop.diagnose(CheckCatalog.all());

        assertThat(diagnosis.symptom()).isEqualTo(Symptom.CANCELED);
        assertThat(diagnosis.causes()).isEmpty();
        assertThat(TextReportRenderer.PLAIN.render(diagnosis))
                .contains("The error message shows that the pull was canceled, but no reason")
                .contains("Next steps");
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private Diagnosis ofImage(Optional<String> message) {
        return shop.diagnose(
                CheckCatalog.all(), PullFailure.ofImage(ShopEvidence.CLUSTER, ShopEvidence.IMAGE, message));
    }

    private Diagnosis ofPod(String message) {
        return shop.diagnose(
                CheckCatalog.all(), PullFailure.ofPod(ShopEvidence.CLUSTER, "shop", "web", Optional.of(message)));
    }

    private static List<Cause> causesOf(Diagnosis diagnosis) {
        return diagnosis.causes().stream().map(Finding::cause).toList();
    }
}
