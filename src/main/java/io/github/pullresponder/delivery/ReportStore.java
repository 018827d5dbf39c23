package io.github.pullresponder.delivery;

import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.ReportIds;
import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.storage.BlobContainer;
import io.github.pullresponder.storage.ShortHash;
import io.github.pullresponder.text.NonPrintableCharacterFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores reports as {@code yyyy/MM/dd/<id>.json}, {@code .html} and {@code .md}, with metadata to search for. */
public final class ReportStore {
    private static final List<ReportFormat> FORMATS =
            List.of(ReportFormat.JSON, ReportFormat.HTML, ReportFormat.MARKDOWN);

    /** In characters, of one value. */
    private static final int LONGEST_METADATA = 1_024;

    private final BlobContainer blobs;
    private final boolean keepsReports;

    private ReportStore(BlobContainer blobs, boolean keepsReports) {
        this.blobs = blobs;
        this.keepsReports = keepsReports;
    }

    public static ReportStore of(BlobContainer blobs) {
        return new ReportStore(blobs, true);
    }

    /** Stores no reports, only notifications that no channel accepted and work items that were given up. */
    public static ReportStore withoutReports(BlobContainer blobs) {
        return new ReportStore(blobs, false);
    }

    /** Stores a report that no alert or event led to. */
    public void store(Report report) {
        store(report, Optional.empty());
    }

    /**
     * Stores a report. Storing the same one again changes nothing.
     *
     * @param correlation the id of the alert or event behind it
     */
    public void store(Report report, Optional<String> correlation) {
        if (!keepsReports) {
            return;
        }
        var metadata = metadataOf(report, correlation);
        FORMATS.forEach(format -> blobs.put(
                nameOf(report.id(), format), format.mediaType() + "; charset=utf-8", format.render(report), metadata));
    }

    /**
     * Stores a notification that a channel did not accept.
     *
     * @param key the id of its report; its own key where it has no report
     * @param rendered what was to be sent
     * @return its name
     */
    public String storeUndelivered(String key, String channel, String rendered) {
        var name = "undelivered/%s-%s.card.json"
                .formatted(
                        ReportIds.isOne(key) ? ReportIds.path(key) : key.replaceAll("[^A-Za-z0-9-]", "-"),
                        channel.replaceAll("[^A-Za-z0-9]", "-"));
        blobs.put(name, "application/json; charset=utf-8", rendered, Map.of());
        return name;
    }

    /**
     * Stores a work item that could not be handled.
     *
     * @return its name
     */
    public String storeGivenUp(String item, String message) {
        // The message's own fingerprint: items of one change for several clusters share an id.
        var name = "given-up/%.64s-%.8s.json".formatted(item.replaceAll("[^A-Za-z0-9-]", "-"), ShortHash.of(message));
        blobs.put(name, "application/json; charset=utf-8", message, Map.of());
        return name;
    }

    /** Stores the latest state of an incident, next to the reports. */
    public void storeState(String name, String json) {
        if (keepsReports) {
            blobs.put("incidents/" + name + ".json", "application/json; charset=utf-8", json, Map.of());
        }
    }

    /**
     * Returns a stored report.
     *
     * @param id from outside: what is none finds nothing
     */
    public Optional<String> find(String id, ReportFormat format) {
        return ReportIds.isOne(id) && FORMATS.contains(format) ? blobs.find(nameOf(id, format)) : Optional.empty();
    }

    private static String nameOf(String id, ReportFormat format) {
        return ReportIds.path(id) + "." + format.fileExtension();
    }

    private static Map<String, String> metadataOf(Report report, Optional<String> correlation) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("trigger", report.trigger().kind().label());
        correlation.ifPresent(id -> metadata.put("correlation", id));
        report.subject().cluster().ifPresent(cluster -> metadata.put("cluster", cluster.toString()));
        report.subject().registry().ifPresent(registry -> metadata.put("registry", registry));
        metadata.put("symptom", report.symptom().name());
        metadata.put("causes", String.join(",", report.causeIds()));
        metadata.replaceAll((name, value) -> NonPrintableCharacterFilter.ascii(value, LONGEST_METADATA));
        metadata.values().removeIf(String::isEmpty);
        return metadata;
    }
}
