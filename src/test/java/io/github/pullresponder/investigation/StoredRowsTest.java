package io.github.pullresponder.investigation;

import static io.github.pullresponder.investigation.StoredIncidents.CART;
import static io.github.pullresponder.investigation.StoredIncidents.FULL;
import static io.github.pullresponder.investigation.StoredIncidents.LEAST;
import static io.github.pullresponder.investigation.StoredIncidents.NOTIFIED;
import static io.github.pullresponder.investigation.StoredIncidents.SHELF;
import static io.github.pullresponder.investigation.StoredIncidents.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.incident.AffectedPods;
import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.IncidentAlertIds;
import io.github.pullresponder.incident.IncidentNotifier;
import io.github.pullresponder.incident.IncidentRowMapper;
import io.github.pullresponder.incident.IncidentStore;
import io.github.pullresponder.incident.IncidentStormDetector;
import io.github.pullresponder.incident.IncidentStormState;
import io.github.pullresponder.investigation.InvestigationLeases.ClaimingMessage;
import io.github.pullresponder.investigation.InvestigationLeases.LeaseKey;
import io.github.pullresponder.investigation.InvestigationLeases.LeaseResult;
import io.github.pullresponder.investigation.InvestigationLeases.LeaseResult.AlreadyDiagnosed;
import io.github.pullresponder.investigation.InvestigationLeases.LeaseResult.LeaseAcquired;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.pull.FailureSignature;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.StoredSamples;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
import io.github.pullresponder.storage.WrittenByNewerReleaseException;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedQueue;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that rows about failures and incidents of earlier and newer releases can be read. */
class StoredRowsTest {
    private static final Clock CLOCK = Clock.fixed(TEN.plusSeconds(60), ZoneOffset.UTC);
    private static final AffectedPods PODS = new AffectedPods(List.of(CART, SHELF), Set.of(123_456, -7), 5);
    private static final OriginEvent ORIGIN = new OriginEvent(new Trigger(TriggerType.ALERT, "rule"), "alert-1", TEN);

    /** The row as it was stored, and the row with an addition that a later release may make. */
    static Stream<UnaryOperator<TableRow>> additions() {
        return Stream.of(UnaryOperator.identity(), StoredSamples::withUnknownColumn);
    }

    @ParameterizedTest
    @MethodSource("additions")
    void incidentsAreRead(UnaryOperator<TableRow> added) {
        assertThat(IncidentRowMapper.read(added.apply(StoredSamples.row("incident"))))
                .isEqualTo(FULL);
        assertThat(IncidentRowMapper.read(added.apply(StoredSamples.row("incident-least"))))
                .isEqualTo(LEAST);
        assertThat(IncidentRowMapper.read(added.apply(StoredSamples.row("incident-notified"))))
                .isEqualTo(NOTIFIED);
    }

    @Test
    void incidentsAreFoundWhereTheyWereStored() {
        for (var sample : List.of("incident", "incident-least")) {
            var incidents = incidentsIn(StoredSamples.tableWith(StoredSamples.row(sample)));
            assertThat(incidents.all())
                    .singleElement()
                    .satisfies(
                            script -> assertThat(incidents.find(script.key())).contains(script));
        }
    }

    @Test
    void incidentsThatAreWrittenTodayAreReadAsTheStoredOnes() {
        assertThat(IncidentRowMapper.read(IncidentRowMapper.fresh(FULL))).isEqualTo(FULL);
        assertThat(IncidentRowMapper.read(IncidentRowMapper.fresh(LEAST))).isEqualTo(LEAST);
        assertThat(IncidentRowMapper.read(IncidentRowMapper.fresh(NOTIFIED))).isEqualTo(NOTIFIED);
    }

    @Test
    void aChangedIncidentRetainsColumnsOfALaterReleaseAndDropsObsoleteOnes() {
        var table = StoredSamples.tableWith(StoredSamples.withUnknownColumn(StoredSamples.row("incident")));

        incidentsIn(table).change(FULL.key(), StoredRowsTest::closedAgain);

        assertThat(onlyRowOf(table).value("addedLater")).isPresent();
        assertThat(onlyRowOf(table).value("tellingBy")).isEmpty();
        assertThat(IncidentRowMapper.read(onlyRowOf(table))).isEqualTo(closedAgain(FULL));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void aHeldClaimIsItsOwnersAndOthersJoinIt(UnaryOperator<TableRow> added) {
        var table = StoredSamples.tableWith(added.apply(StoredSamples.row("lease")));
        var report = StoredSamples.row("lease").value("report").orElseThrow();

        assertThat(take(table, "message-1")).isEqualTo(new LeaseAcquired(place(), report, PODS));
        assertThat(take(table, "message-2")).isEqualTo(new LeaseResult.InProgress());
    }

    @ParameterizedTest
    @MethodSource("additions")
    void aClaimWithoutPodsIsHeldWithoutPods(UnaryOperator<TableRow> added) {
        var table = StoredSamples.tableWith(added.apply(StoredSamples.row("lease-least")));

        assertThat(take(table, "message-1"))
                .isInstanceOfSatisfying(
                        LeaseAcquired.class, held -> assertThat(held.pods()).isEqualTo(AffectedPods.EMPTY));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void aClaimThatIsDoneNamesItsIncidents(UnaryOperator<TableRow> added) {
        var table = StoredSamples.tableWith(added.apply(StoredSamples.row("lease-done")));

        assertThat(take(table, "message-2")).isEqualTo(new AlreadyDiagnosed(List.of(FULL.key(), LEAST.key())));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void aLeaseNamesItsAlertsAndItsPreviousIncidents(UnaryOperator<TableRow> added) {
        var table = StoredSamples.tableWith(added.apply(StoredSamples.row("lease-alerts")));
        var claims = new InvestigationLeases(table, CLOCK);

        assertThat(claims.reportersOf(place()).alerts())
                .isEqualTo(new IncidentAlertIds(Set.of("alert-1", "alert-2"), Set.of("0123456789abcdef"), false));
        assertThat(claims.endAlert(place(), "alert-1")).contains(List.of(FULL.key(), LEAST.key()));
        assertThat(claims.reportersOf(place()).alerts().names()).containsExactly("alert-2");
    }

    @ParameterizedTest
    @MethodSource("additions")
    void anAlertThatFiresLeadsToItsIncidents(UnaryOperator<TableRow> added) {
        var table = StoredSamples.tableWith(added.apply(StoredSamples.row("ended-alert-fires")));
        table.insert(StoredSamples.row("lease-alerts"));
        table.insert(StoredSamples.row("incident"));
        var resolutions = resolutionsIn(table);

        assertThat(resolutions.isResolved(failureAt(TEN))).isFalse();
        resolutions.resolve(new AlertResolved("item-2", ORIGIN, "alert-1"));
        assertThat(incidentsIn(table).find(FULL.key()).orElseThrow().alerts().names())
                .containsExactly("alert-2");
    }

    @ParameterizedTest
    @MethodSource("additions")
    void stormsAreRead(UnaryOperator<TableRow> added) {
        assertThat(IncidentStormState.read(added.apply(StoredSamples.row("storm"))))
                .satisfies(storm -> {
                    assertThat(storm.startedAt()).contains(TEN);
                    assertThat(storm.pending()).isPresent();
                    assertThat(IncidentStormState.read(TableRowKind.STORM.fresh("storms", "key", storm.write())))
                            .isEqualTo(storm);
                });
        assertThat(IncidentStormState.read(added.apply(StoredSamples.row("storm-least"))))
                .satisfies(storm -> {
                    assertThat(storm.isOn()).isFalse();
                    assertThat(storm.recent()).hasSize(1);
                    assertThat(IncidentStormState.read(TableRowKind.STORM.fresh("storms", "key", storm.write())))
                            .isEqualTo(storm);
                });
    }

    @Test
    void claimsThatAreTakenTodayAreWhereTheStoredOnesAreAndSayAllThatThoseDo() {
        var image = "fabrikam.azurecr.io/store/cart:2.3.1";
        var message =
                "Failed to pull image \"%s\": failed to authorize: failed to fetch oauth token: unexpected status: 401"
                        + " Unauthorized";
        var today = InvestigationLeases.of(
                ResourceId.parse(StoredIncidents.CLUSTER), FailureSignature.of(image, message.formatted(image)));
        var table = new EmbeddedTable();
        new InvestigationLeases(table, CLOCK)
                .acquire(today, new ClaimingMessage("message-1", "item-1", Optional.empty()), PODS);

        assertThat(today).isEqualTo(place());
        assertThat(onlyRowOf(table).values())
                .containsKeys(StoredSamples.row("lease").values().keySet().toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void anEndedAlertIsRecognized(UnaryOperator<TableRow> added) {
        var resolutions = resolutionsIn(StoredSamples.tableWith(added.apply(StoredSamples.row("ended-alert"))));

        assertThat(resolutions.isResolved(failureAt(TEN))).isTrue();
        assertThat(resolutions.isResolved(failureAt(TEN.plusSeconds(1)))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("additions")
    void housekeepingRunsOnceADay(UnaryOperator<TableRow> added) {
        var table = StoredSamples.tableWith(added.apply(StoredSamples.row("housekeeping")));
        table.insert(StoredSamples.row("ended-alert"));
        var month = TEN.plus(Housekeeping.RETENTION);

        assertThat(new Housekeeping(table, CLOCK).run(() -> true)).isZero();
        assertThat(new Housekeeping(table, Clock.fixed(month, ZoneOffset.UTC)).run(() -> true))
                .isOne();
        assertThat(new Housekeeping(table, Clock.fixed(month, ZoneOffset.UTC)).run(() -> true))
                .isZero();
    }

    @Test
    void housekeepingWithoutTimeLeftContinuesInTheNextRun() {
        var table = StoredSamples.tableWith(StoredSamples.row("ended-alert"));
        var month = Clock.fixed(TEN.plus(Housekeeping.RETENTION), ZoneOffset.UTC);

        assertThat(new Housekeeping(table, month).run(() -> false)).isZero();
        assertThat(new Housekeeping(table, month).run(() -> true)).isOne();
    }

    @Test
    void anUnfinishedLeaseIsRemovedAndARowWithAColumnOfThatNameIsNot() {
        var table = StoredSamples.tableWith(StoredSamples.row("lease"));
        table.insert(StoredSamples.row("queue-backlog"));
        table.insert(StoredSamples.row("sweep"));
        var almost = Clock.fixed(TEN.plus(Housekeeping.RETENTION).minus(Duration.ofDays(1)), ZoneOffset.UTC);
        var year = Clock.fixed(TEN.plus(Duration.ofDays(365)), ZoneOffset.UTC);

        assertThat(new Housekeeping(table, almost).run(() -> true)).isZero();
        assertThat(new Housekeeping(table, year).run(() -> true)).isOne();
        assertThat(table.listAll("")).extracting(TableRow::partition).contains("queue", "sweep");
    }

    @Test
    void anAlertThatEndedLongAgoAndFiresAgainKeepsItsRow() {
        var month = TEN.plus(Housekeeping.RETENTION);
        var row = StoredSamples.row("ended-alert");
        var table = StoredSamples.tableWith(row.with(Map.of(AlertResolutionHandler.RECEIVED_AT, month.toString())));

        assertThat(new Housekeeping(table, Clock.fixed(month, ZoneOffset.UTC)).run(() -> true))
                .isZero();
        assertThat(new Housekeeping(table, Clock.fixed(month.plus(Housekeeping.RETENTION), ZoneOffset.UTC))
                        .run(() -> true))
                .isOne();
    }

    @Test
    void anAlertThatOnceExceededItsLimitIsAlwaysSearched() {
        var table = new EmbeddedTable();
        IntStream.range(0, 50)
                .mapToObj(i -> new LeaseKey("p".repeat(390), "k".repeat(390) + i))
                .forEach(place -> resolutionsIn(table).follow(failureAt(TEN), place));
        assertThat(onlyRowOf(table).value("moreClaims")).contains("true");

        resolutionsIn(table).follow(failureAt(TEN), new LeaseKey("short", "fits"));
        assertThat(onlyRowOf(table).value("moreClaims")).contains("true");
    }

    @Test
    void anAlertThatStillFiresForTheSameIsNotedOnceADay() {
        var table = new EmbeddedTable();
        resolutionsIn(table).follow(failureAt(TEN), place());
        var first = onlyRowOf(table);
        resolutionsIn(table).follow(failureAt(TEN), place());
        assertThat(onlyRowOf(table)).as("not yet").isEqualTo(first);

        resolutionsIn(table, Clock.offset(CLOCK, Duration.ofDays(2))).follow(failureAt(TEN), place());
        assertThat(onlyRowOf(table).value(AlertResolutionHandler.RECEIVED_AT))
                .isNotEqualTo(first.value(AlertResolutionHandler.RECEIVED_AT));
    }

    static Stream<Arguments> users() {
        return Stream.of(
                arguments("incident", use(table -> incidentsIn(table).find(FULL.key()))),
                arguments("incident", use(table -> incidentsIn(table).resolve(FULL.key()))),
                arguments("incident", use(table -> incidentsIn(table).announce(FULL.key(), "key", Set.of()))),
                arguments(
                        "incident",
                        use(table -> resolutionsIn(table).resolve(new AlertResolved("item-2", ORIGIN, "alert-1")))),
                arguments("lease", use(table -> take(table, "message-1"))),
                arguments("lease-done", use(table -> new InvestigationLeases(table, CLOCK).forget(place()))),
                arguments("ended-alert", use(table -> resolutionsIn(table).isResolved(failureAt(TEN)))),
                arguments(
                        "ended-alert",
                        use(table -> resolutionsIn(table).resolve(new AlertResolved("item-2", ORIGIN, "alert-1")))));
    }

    private static Consumer<StorageTable> use(Consumer<StorageTable> use) {
        return use;
    }

    /** The message returns, and then a newer instance may process it. */
    @ParameterizedTest
    @MethodSource("users")
    void aRowOfANewerReleaseIsRejectedAndUnchanged(String sample, Consumer<StorageTable> use) {
        var row = StoredSamples.ofNewerVersion(StoredSamples.row(sample));
        var table = StoredSamples.tableWith(row);

        assertThatThrownBy(() -> use.accept(table)).isInstanceOf(WrittenByNewerReleaseException.class);
        assertThat(table.find(row.partition(), row.key()).orElseThrow().values())
                .isEqualTo(row.values());
    }

    @Test
    void theFollowUpAndTheHousekeepingSkipRowsOfANewerRelease() {
        var newer = StoredSamples.ofNewerVersion(StoredSamples.row("incident"));
        var table = StoredSamples.tableWith(newer);
        table.insert(StoredSamples.ofNewerVersion(StoredSamples.row("lease-done")));
        table.insert(StoredSamples.ofNewerVersion(StoredSamples.row("ended-alert")));
        var year = Clock.fixed(TEN.plus(Duration.ofDays(365)), ZoneOffset.UTC);

        assertThat(incidentsIn(table).unfinished()).isEmpty();
        assertThat(new Housekeeping(table, year).run(() -> true)).isZero();

        table.insert(StoredSamples.row("incident-least"));
        assertThat(incidentsIn(table).unfinished()).isEmpty();
        assertThat(new Housekeeping(table, Clock.offset(year, Duration.ofDays(2))).run(() -> true))
                .as("the one that is resolved, and known")
                .isOne();
    }

    @Test
    void theHousekeepingLeavesTheDayOfANewerReleaseUnchanged() {
        var table = StoredSamples.tableWith(StoredSamples.ofNewerVersion(StoredSamples.row("housekeeping")));
        table.insert(StoredSamples.row("ended-alert"));
        var year = Clock.fixed(TEN.plus(Duration.ofDays(365)), ZoneOffset.UTC);

        assertThat(new Housekeeping(table, year).run(() -> true)).isZero();
    }

    private static TableRow onlyRowOf(StorageTable table) {
        assertThat(table.listAll("")).hasSize(1);
        return table.listAll("").get(0);
    }

    private static IncidentStore incidentsIn(StorageTable table) {
        return new IncidentStore(table, CLOCK, Duration.ofHours(4));
    }

    private static Incident closedAgain(Incident incident) {
        return incident.resolve();
    }

    private static AlertResolutionHandler resolutionsIn(StorageTable table) {
        return resolutionsIn(table, CLOCK);
    }

    private static AlertResolutionHandler resolutionsIn(StorageTable table, Clock clock) {
        var incidents = incidentsIn(table);
        var blobs = new EmbeddedBlobs();
        var archive = ReportStore.of(blobs);
        var storage = new AppStorage(new EmbeddedQueue(CLOCK), table, blobs);
        var notifier = new Notifier(List.of(), Set.of(), archive, storage, CLOCK);
        var storms = new IncidentStormDetector(table, incidents, notifier, CLOCK);
        var teller = new IncidentNotifier(incidents, storms, archive, notifier, diagnosis -> {});
        return new AlertResolutionHandler(table, new InvestigationLeases(table, clock), incidents, teller, clock);
    }

    private static LeaseKey place() {
        var row = StoredSamples.row("lease");
        return new LeaseKey(row.partition(), row.key());
    }

    private static LeaseResult take(StorageTable table, String message) {
        return new InvestigationLeases(table, CLOCK)
                .acquire(place(), new ClaimingMessage(message, "item-1", Optional.empty()), AffectedPods.EMPTY);
    }

    private static PullFailed failureAt(Instant at) {
        return new PullFailed(
                "item-1",
                new OriginEvent(ORIGIN.trigger(), ORIGIN.correlation(), at),
                PullFailure.of(
                        ResourceId.parse(StoredIncidents.CLUSTER), List.of(CART), Optional.empty(), Optional.empty()),
                1,
                Optional.of("alert-1"));
    }

    @Test
    void anIncidentOfImagesWithLongNamesFitsIntoARow() {
        var images = IntStream.range(0, 20)
                .mapToObj(i -> "%02d".formatted(i) + "i".repeat(2_045))
                .collect(Collectors.joining("\n"));
        var incident = IncidentRowMapper.read(StoredSamples.row("incident").with(Map.of("images", images)));
        var row = IncidentRowMapper.fresh(incident);

        assertThat(new EmbeddedTable().insert(row)).isTrue();
        assertThat(row.value("images").orElseThrow()).hasSizeBetween(20_000, 32_000);

        var few = IncidentRowMapper.read(StoredSamples.row("incident").with(Map.of("images", "a\nb")));
        assertThat(IncidentRowMapper.fresh(few).value("images")).contains("a\nb");
    }
}
