package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpPipeline;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.CredentialRegeneration;
import io.github.pullresponder.resource.ResourceId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Reads the activity log of a subscription over plain HTTP: a client library for one call is not worth its size.
 *
 * <p>Source: "Activity Logs - List" (Azure Monitor REST API, 2015-04-01); the log is retained for 90 days.
 */
final class ActivityLogReader {
    private static final String REGENERATE = "Microsoft.ContainerRegistry/registries/regenerateCredential/action";
    private static final int MOST_PAGES = 10;

    private final AzureConnection azure;
    private final HttpPipeline pipeline;

    ActivityLogReader(AzureConnection azure, HttpPipeline pipeline) {
        this.azure = azure;
        this.pipeline = pipeline;
    }

    List<CredentialRegeneration> regenerations(ResourceId registry, Instant since) {
        return azure.read(
                "the activity log of " + registry.name(),
                Permission.READ_ACTIVITY_LOG,
                () -> newestFirst(
                        new ArmPages(pipeline).from(firstPage(registry, since)).iterator(), registry, since));
    }

    /** Fails if pages are left out: they may contain the requested entries, so the read ones are no proof of absence. */
    private static List<CredentialRegeneration> newestFirst(
            Iterator<Stream<JsonNode>> pages, ResourceId registry, Instant since) {
        var found = new ArrayList<CredentialRegeneration>();
        for (var page = 0; pages.hasNext(); page++) {
            if (page == MOST_PAGES) {
                if (found.isEmpty()) {
                    throw EvidenceUnavailableException.limit(
                            "pages of the activity log", MOST_PAGES, OptionalInt.empty());
                }
                break;
            }
            pages.next()
                    .flatMap(event -> regeneration(event, registry, since).stream())
                    .forEach(found::add);
        }
        return found.stream()
                .sorted(Comparator.comparing(CredentialRegeneration::when).reversed())
                .toList();
    }

    private String firstPage(ResourceId registry, Instant since) {
        var filter = "eventTimestamp ge '%s' and resourceUri eq '%s'".formatted(since, registry);
        var events = "/subscriptions/" + registry.subscription()
                + "/providers/Microsoft.Insights/eventtypes/management/values";
        return ArmUrlBuilder.of(azure, events, "2015-04-01") + "&$filter="
                + filter.replace(" ", "%20").replace("'", "%27");
    }

    /** Filters again: the service compares ids case-sensitively. */
    private static Optional<CredentialRegeneration> regeneration(JsonNode row, ResourceId registry, Instant since) {
        var event = row.has("properties") && row.path("properties").has("operationName") ? row.path("properties") : row;
        var operation = event.path("operationName");
        var name = operation.isTextual()
                ? operation.asText()
                : operation.path("value").asText();
        if (!name.equalsIgnoreCase(REGENERATE)
                || !event.path("resourceId").asText().equalsIgnoreCase(registry.toString())) {
            return Optional.empty();
        }
        try {
            var when = Instant.parse(event.path("eventTimestamp").asText());
            return when.isBefore(since)
                    ? Optional.empty()
                    : Optional.of(new CredentialRegeneration(
                            when, event.path("caller").asText("an unknown caller")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
