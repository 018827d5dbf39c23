package io.github.pullresponder.notification;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.github.pullresponder.notification.Notification.Found;
import io.github.pullresponder.notification.Notification.Rendered;
import io.github.pullresponder.notification.Notification.Resolved;
import io.github.pullresponder.notification.Notification.Storm;
import io.github.pullresponder.report.CardDetails;
import io.github.pullresponder.report.CardMarks;
import io.github.pullresponder.report.CardReport;
import io.github.pullresponder.report.NotificationCard;
import io.github.pullresponder.report.ResolvedDetails;
import io.github.pullresponder.report.StormCard;
import io.github.pullresponder.resource.ResourceId;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts cards to a Teams Workflows webhook. The pipeline retries throttled requests and server errors after the server's
 * {@code Retry-After}.
 */
public final class TeamsChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(TeamsChannel.class);
    private static final String FORMAT = "adaptive-card";

    private final HttpPipeline pipeline;
    private final TeamsWebhook webhook;
    private final Optional<URI> pages;

    /** @param pages the base URL of reports by id, such as {@code https://<app>.azurewebsites.net/api/reports/} */
    public TeamsChannel(HttpPipeline pipeline, TeamsWebhook webhook, Optional<URI> pages) {
        this.pipeline = pipeline;
        this.webhook = webhook;
        this.pages = pages;
    }

    @Override
    public String id() {
        return webhook.id();
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean accepts(Notification notification) {
        return webhook.route().accepts(notification.audience());
    }

    @Override
    public Receipt post(Notification notification) {
        var request = new HttpRequest(HttpMethod.POST, webhook.address().toString())
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                .setBody(render(notification));
        try (var response = pipeline.sendSync(request, Context.NONE)) {
            var status = response.getStatusCode();
            if (status / 100 == 2) {
                return Receipt.ACCEPTED;
            }
            LOG.warn("webhook {} answered {}", webhook.id(), status);
            return receiptOf(status);
        } catch (RuntimeException e) {
            // The type only: a message may quote the URL, which is a secret.
            LOG.warn(
                    "webhook {} was not reached: {}", webhook.id(), e.getClass().getSimpleName());
            return Receipt.UNANSWERED;
        }
    }

    private static Receipt receiptOf(int status) {
        return switch (status) {
            // A gateway timed out: the service behind it may have received the card.
            case 408, 504 -> Receipt.UNANSWERED;
            case 429 -> Receipt.FAILED;
            default -> status >= 500 ? Receipt.FAILED : Receipt.REFUSED;
        };
    }

    @Override
    public String render(Notification notification) {
        var card = cardOf(notification);
        return notification.possiblyRepeated() ? CardMarks.possiblyRepeated(card) : card;
    }

    private String cardOf(Notification notification) {
        var page = notification.report().flatMap(report -> pages.map(address -> address.resolve(report)));
        var content = notification.content();
        if (content instanceof Found found) {
            return CardReport.render(
                    found.report(), new CardDetails(again(notification.kind()), found.podCount(), found.since(), page));
        }
        if (content instanceof Resolved resolved) {
            return CardReport.render(detailsOf(notification, resolved, page));
        }
        if (content instanceof Storm storm) {
            return StormCard.render(storm.details());
        }
        return content instanceof Rendered rendered && rendered.byFormat().containsKey(FORMAT)
                ? rendered.byFormat().get(FORMAT)
                : NotificationCard.render(notification.title(), notification.text(), page);
    }

    private static ResolvedDetails detailsOf(Notification notification, Resolved resolved, Optional<URI> page) {
        return new ResolvedDetails(
                notification.audience().cluster().map(ResourceId::name).orElse("all clusters"),
                resolved.what(),
                resolved.why(),
                resolved.images(),
                resolved.podCount(),
                resolved.openedAt(),
                resolved.resolvedAt(),
                page);
    }

    private static String again(NotificationKind kind) {
        if (kind.equals(NotificationKind.GROWN)) {
            return "MORE PODS · ";
        }
        return kind.equals(NotificationKind.REMINDER) ? "STILL " : "";
    }
}
