package io.github.pullresponder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.ReportIds;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.intake.http.DiagnoseRequestParser;
import io.github.pullresponder.report.InstallationPreflightRenderer;
import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import io.github.pullresponder.sandbox.http.SystemName;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the app from environment variables, as a process does, against a separate sandbox. */
@Tag("scenario")
class LocalDevelopmentTest {
    @ParameterizedTest
    @ValueSource(strings = {"pull-role-missing", "vnet-not-peered", "gov-pull-role-missing"})
    void theSettingAloneIsEnoughToDiagnoseASandbox(String name) {
        var estate = BundledEstates.named(name);
        var cloud = name.startsWith("gov-") ? "AzureUSGovernment" : "AzureCloud";
        try (var azure = SimulatedAzure.serve(estate);
                var responder = Responder.of(
                        Map.of("PULLRESPONDER_SANDBOX", azure.origin().toString(), "PULLRESPONDER_CLOUD", cloud))) {
            var diagnosis = diagnose(responder, estate);

            assertThat(diagnosis.causes())
                    .extracting(finding -> finding.cause().name())
                    .containsExactlyInAnyOrderElementsOf(
                            estate.expectedCauses("01-diagnose").orElseThrow());
            // A registry answers 401 to a request without a token if it answers at all.
            assertThat(azure.requests().all())
                    .filteredOn(request -> !request.url().endsWith("/v2/"))
                    .extracting(RecordedRequest::status)
                    .doesNotContain(401);
            assertThat(azure.requests().countBySystem())
                    .containsKeys(SystemName.ARM, SystemName.KUBERNETES)
                    .doesNotContainKey(SystemName.UNKNOWN_HOST);
        }
    }

    @Test
    void theStorageOfTheHostIsCheckedInsteadOfTheSandbox() {
        var nowhere =
                "DefaultEndpointsProtocol=https;AccountName=responder;AccountKey=a2V5;EndpointSuffix=storage.invalid";
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store"));
                var responder = Responder.of(
                        Map.of("PULLRESPONDER_SANDBOX", azure.origin().toString(), "AzureWebJobsStorage", nowhere))) {
            var archive = responder.reportStore();

            assertThatThrownBy(() -> archive.find(ReportIds.fresh(Instant.EPOCH), ReportFormat.JSON))
                    .isInstanceOf(StorageUnavailableException.class);
            assertThat(azure.requests().all()).isEmpty();
        }
    }

    @Test
    void thePreflightReportsAMissingStorageSetting() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store"));
                var responder = Responder.of(
                        Map.of("PULLRESPONDER_SANDBOX", azure.origin().toString()))) {
            assertThat(InstallationPreflightRenderer.text(responder.preflight().run()))
                    .startsWith("Something was not reached")
                    .contains("  not reached  queue: AzureWebJobsStorage is missing: expected a connection string")
                    .contains("  off          Teams: no webhook is set");
        }
    }

    private static Diagnosis diagnose(Responder responder, Estate estate) {
        var body = estate.triggers().get(0).body().toString();
        return responder.diagnose(DiagnoseRequestParser.parse(body), new Trigger(TriggerType.HTTP, "Diagnose"));
    }
}
