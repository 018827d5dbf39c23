package io.github.pullresponder.delivery;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.report.CardDetails;
import io.github.pullresponder.report.CardReport;
import io.github.pullresponder.report.ResolvedDetails;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts cards to Teams Workflows webhooks ("Create incoming webhooks with Workflows for Microsoft Teams").
 *
 * <p>The pipeline repeats what was throttled or failed on the server, after the server's {@code Retry-After}. What is refused
 * for good is kept with the reports, and said.
 */
public final class TeamsMessenger implements Messenger {
    private static final Logger LOG = LoggerFactory.getLogger(TeamsMessenger.class);

    private final HttpPipeline pipeline;
    private final List<Channel> channels;
    private final Set<String> silenced;
    private final Archive archive;
    private final Optional<URI> pages;

    /**
     * @param silenced ids of causes that are not told
     * @param pages where reports can be read by their id, such as {@code https://<app>.azurewebsites.net/api/reports/}
     */
    public TeamsMessenger(
            HttpPipeline pipeline, List<Channel> channels, Set<String> silenced, Archive archive, Optional<URI> pages) {
        this.pipeline = pipeline;
        this.channels = List.copyOf(channels);
        this.silenced = Set.copyOf(silenced);
        this.archive = archive;
        this.pages = pages;
    }

    @Override
    public void tell(Notice notice) {
        var told = channels.stream()
                .filter(channel -> channel.takes(notice) && !silenced.containsAll(notice.causes()))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        var card = cardOf(notice);
        var failed = new ArrayList<Channel>();
        var accepted = 0;
        for (var channel : told) {
            switch (post(channel, card)) {
                case ACCEPTED -> accepted++;
                case FAILED -> failed.add(channel);
                case REFUSED -> keep(channel, notice, card, "refused");
            }
        }
        if (!failed.isEmpty() && accepted == 0) {
            throw new NotDelivered("%d of %d webhooks did not take the card of report %s"
                    .formatted(failed.size(), told.size(), notice.report()));
        }
        // The others have it: to send it to all again for the sake of one would tell them twice.
        failed.forEach(channel -> keep(channel, notice, card, "did not take"));
    }

    private enum Answer {
        ACCEPTED,
        FAILED,
        REFUSED
    }

    private Answer post(Channel channel, String card) {
        var request = new HttpRequest(HttpMethod.POST, channel.address().toString())
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                .setBody(card);
        try (var response = pipeline.sendSync(request, Context.NONE)) {
            var status = response.getStatusCode();
            if (status / 100 == 2) {
                return Answer.ACCEPTED;
            }
            LOG.warn("webhook {} answered {}", channel.name(), status);
            return status == 429 || status == 408 || status >= 500 ? Answer.FAILED : Answer.REFUSED;
        } catch (RuntimeException e) {
            // The type only: a message may quote the address, which is a secret.
            LOG.warn(
                    "webhook {} was not reached: {}",
                    channel.name(),
                    e.getClass().getSimpleName());
            return Answer.FAILED;
        }
    }

    private void keep(Channel channel, Notice notice, String card, String what) {
        var name = archive.keepUndelivered(notice.report(), channel.name(), card);
        LOG.error("webhook {} {} the card of report {}: kept as {}", channel.name(), what, notice.report(), name);
    }

    private String cardOf(Notice notice) {
        var page = pages.map(address -> address.resolve(notice.report()));
        if (notice instanceof Notice.Found found) {
            var again = switch (found.reason()) {
                case OPENED -> "";
                case GROWN -> "MORE PODS · ";
                case CONTINUED -> "STILL ";
            };
            return CardReport.render(found.diagnosis(), new CardDetails(again, found.podCount(), found.since(), page));
        }
        var over = (Notice.Resolved) notice;
        return CardReport.render(new ResolvedDetails(
                over.cluster().map(ResourceId::name).orElse("all clusters"),
                over.what(),
                over.why(),
                over.images(),
                over.podCount(),
                over.openedAt(),
                over.resolvedAt(),
                page));
    }
}
