package io.github.pullresponder.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.command.Commands;
import io.github.pullresponder.diagnosis.BaseReportData;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Findings;
import io.github.pullresponder.diagnosis.PullNodeAndIdentity;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ReportSubject;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.read.FactSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardReportRendererTest {
    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void itShowsSeverityPlaceCauseAndCommands() throws Exception {
        shop.assignments.clear();
        var page = URI.create("https://pulls.example/api/reports/1");
        var details = new CardContext("", 12, Optional.of(Instant.parse("2026-11-22T09:51:00Z")), Optional.of(page));
        var card = contentOf(CardReportRenderer.render(shop.diagnose(CheckCatalog.all()), details));

        assertThat(lines(card))
                .containsExactly(
                        "FAILING · aks-shop",
                        "AcrPull is missing for aks-shop-agentpool on contososhop",
                        "Image  contososhop.azurecr.io/shop/web:1.4.2",
                        "Pods  12: shop/web and 11 more",
                        "Node pool  user",
                        "Error  401 unauthorized while authorizing",
                        "Since  2026-11-22 09:51 UTC",
                        "Why: aks-shop-agentpool (object e44f24e5-597e-6537-ba54-02b3267e3acb) has no role with"
                                + " Microsoft.ContainerRegistry/registries/pull/read on contososhop or a higher scope",
                        "Fix: Attach the registry to the cluster",
                        "az aks update --resource-group rg-shop --name aks-shop --subscription"
                                + " 8d7c1a52-0c55-4b58-9f0e-6a1d2b3c4e5f --attach-acr " + ShopEvidence.REGISTRY);
        assertThat(card.at("/body/0/style").asText()).isEqualTo("attention");
        assertThat(card.at("/actions/0/type").asText()).isEqualTo("Action.OpenUrl");
        assertThat(card.at("/actions/0/url").asText()).isEqualTo(page.toString());
        assertThat(card.at("/version").asText()).isEqualTo("1.4");
    }

    @Test
    void aResolvedIncidentIsGreenWithItsDuration() throws Exception {
        var card = contentOf(CardReportRenderer.render(new ResolvedIncidentDetails(
                "aks-shop",
                Cause.PULL_ROLE_MISSING.title(),
                "its alert has resolved",
                List.of(ShopEvidence.IMAGE),
                12,
                ShopEvidence.NOW,
                ShopEvidence.NOW.plusSeconds(47 * 60),
                Optional.empty())));

        assertThat(lines(card))
                .containsExactly(
                        "RESOLVED · aks-shop",
                        "Resolved: AcrPull is missing",
                        "Image  contososhop.azurecr.io/shop/web:1.4.2",
                        "Pods  12",
                        "Duration  47 minutes",
                        "Reason: its alert has resolved.");
        assertThat(card.at("/body/0/style").asText()).isEqualTo("good");
        assertThat(card.has("actions")).isFalse();
    }

    /** Characters of one, two, three and four bytes, of six bytes in JSON, and an invisible one. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "本", "😀", "\"", "\\", "\u0007", "\u202e"})
    void itIsNeverLargerThanTwentyKilobytes(String letter) throws Exception {
        var text = letter.repeat(5_000);
        var message = CardReportRenderer.render(
                swollen(text), new CardContext("STILL ", 1_000, Optional.empty(), Optional.empty()));

        assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
        assertThat(lines(contentOf(message)))
                .anySatisfy(line -> assertThat(line).contains("more"));
    }

    @Test
    void aButtonLeadsToThePageOfTheCauseWhereThereIsOne() throws Exception {
        var diagnosis = shop.diagnose(CheckCatalog.all());
        var role = Findings.of(Cause.PULL_ROLE_MISSING, "no role");
        var tag = Findings.of(Cause.TAG_NOT_FOUND, "no tag");

        assertThat(addressesOn(with(diagnosis, List.of(role, role), "image")))
                .containsExactly(Cause.PULL_ROLE_MISSING.help());
        assertThat(addressesOn(with(diagnosis, List.of(role, tag), "image"))).isEmpty();
        assertThat(addressesOn(with(diagnosis, List.of(), "image"))).isEmpty();
    }

    private static List<String> addressesOn(Diagnosis diagnosis) throws JsonProcessingException {
        return contentOf(CardReportRenderer.render(diagnosis)).path("actions").findValuesAsText("url");
    }

    @Test
    void aCommandIsNeverCut() throws Exception {
        var command = "az " + "x".repeat(3_000);
        var finding = Findings.of(Cause.PULL_ROLE_MISSING, "too long").fix(Remedy.of("Do it", Commands.of(command)));
        var message = CardReportRenderer.render(with(shop.diagnose(CheckCatalog.all()), List.of(finding), "image"));

        assertThat(lines(contentOf(message)))
                .contains("1 command: see the report")
                .noneSatisfy(line -> assertThat(line).startsWith("az "));
    }

    /** A card would change the command, and no one must paste a changed or incomplete command. */
    @Test
    void aCommandThatACardCannotShowAsItIsIsLeftToTheReport() throws Exception {
        assertThat(linesOf(Remedy.of("Do it", Commands.of("az x '{{DATE(1)}}'"))))
                .contains("Fix: Do it", "1 command: see the report")
                .noneSatisfy(line -> assertThat(line).startsWith("az "));
        assertThat(linesOf(Remedy.of("Do it", Commands.of("az x '{DATE(1)}'")))).contains("az x '{DATE(1)}'");
    }

    /** An alternative remedy can have a cost, such as a protection that is turned off. */
    @Test
    void anAlternativeIsNotTheFix() throws Exception {
        var wait = Remedy.of("Let the scan finish");
        var off = Remedy.of("Or turn the scan off", Commands.of("az off"));
        var on = Remedy.of("Turn it on", Commands.of("az on"));

        assertThat(linesOf(wait, off)).contains("Fix: Let the scan finish").doesNotContain("az off");
        assertThat(linesOf(off)).contains("Fix: Or turn the scan off");
        assertThat(linesOf(wait, on, off)).contains("Fix: Turn it on", "az on").doesNotContain("az off");
    }

    private List<String> linesOf(Remedy... remedies) throws JsonProcessingException {
        var finding = Findings.of(Cause.PULL_ROLE_MISSING, "no role");
        for (var remedy : remedies) {
            finding = finding.fix(remedy);
        }
        return lines(contentOf(
                CardReportRenderer.render(with(shop.diagnose(CheckCatalog.all()), List.of(finding), "image"))));
    }

    private Diagnosis swollen(String text) {
        var findings = IntStream.range(0, 40)
                .mapToObj(i -> Finding.of(Cause.PULL_ROLE_MISSING, i + text)
                        .because(FactSource.message(), "%s", text)
                        .fix(Remedy.of(text, Commands.of(text), Commands.of(text))))
                .toList();
        return with(shop.diagnose(CheckCatalog.all()), findings, text);
    }

    private static Diagnosis with(Diagnosis diagnosis, List<Finding> causes, String image) {
        var subject = diagnosis.subject();
        var pods = IntStream.range(0, 100)
                .mapToObj(i -> new PodName("shop", image + i))
                .toList();
        var placement = new PullNodeAndIdentity(
                Optional.of(image), Optional.of(image), subject.placement().pullingIdentity());
        return new Diagnosis(
                new BaseReportData(
                        diagnosis.id(),
                        diagnosis.createdAt(),
                        diagnosis.trigger(),
                        causes,
                        causes,
                        diagnosis.checks(),
                        diagnosis.stats()),
                new ReportSubject(subject.cluster(), subject.registry(), image, pods, placement),
                diagnosis.error(),
                diagnosis.history(),
                diagnosis.messageNote(),
                diagnosis.identities(),
                diagnosis.path());
    }

    private static JsonNode contentOf(String message) throws JsonProcessingException {
        return new ObjectMapper().readTree(message).at("/attachments/0/content");
    }

    private static List<String> lines(JsonNode card) {
        return card.path("body").findValues("inlines").stream()
                .map(inlines -> String.join("", inlines.findValuesAsText("text")))
                .toList();
    }
}
