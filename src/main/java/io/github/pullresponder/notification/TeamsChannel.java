package io.github.pullresponder.notification;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.github.pullresponder.notification.Notification.RenderedContent;
import io.github.pullresponder.notification.Notification.ReportContent;
import io.github.pullresponder.notification.Notification.ResolvedContent;
import io.github.pullresponder.notification.Notification.StormContent;
import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import io.github.pullresponder.report.CardContext;
import io.github.pullresponder.report.CardReportRenderer;
import io.github.pullresponder.report.IncidentStormCardRenderer;
import io.github.pullresponder.report.RepeatedCardMarker;
import io.github.pullresponder.report.ResolvedIncidentDetails;
import io.github.pullresponder.report.TextNotificationCardRenderer;
import io.github.pullresponder.resource.ResourceId;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts cards to a Teams Workflows webhook. The pipeline retries throttled requests and server errors after the server's
 * {@code Retry-After}.
 */
public final class TeamsChannel implements NotificationChannel {
    private static final Logger LOG = LoggerFactory.getLogger(TeamsChannel.class);
    private static final String FORMAT = "adaptive-card";

    private final HttpPipeline pipeline;
    private final TeamsWebhookConfig webhook;
    private final Optional<URI> pages;

    /** @param pages the base URL of reports by id, such as {@code https://<app>.azurewebsites.net/api/reports/} */
    public TeamsChannel(HttpPipeline pipeline, TeamsWebhookConfig webhook, Optional<URI> pages) {
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
    public DeliveryResult post(Notification notification) {
        var request = new HttpRequest(HttpMethod.POST, webhook.address().toString())
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                .setBody(render(notification));
        try (var response = pipeline.sendSync(request, Context.NONE)) {
            var status = response.getStatusCode();
            if (status / 100 == 2) {
                return DeliveryResult.ACCEPTED;
            }
            LOG.warn("webhook {} answered {}", webhook.id(), status);
            return receiptOf(status);
        } catch (RuntimeException e) {
            // The type only: a message may quote the URL, which is a secret.
            LOG.warn(
                    "webhook {} was not reached: {}", webhook.id(), e.getClass().getSimpleName());
            return DeliveryResult.UNANSWERED;
        }
    }

    private static DeliveryResult receiptOf(int status) {
        return switch (status) {
            // A gateway timed out: the service behind it may have received the card.
            case 408, 504 -> DeliveryResult.UNANSWERED;
            case 429 -> DeliveryResult.FAILED;
            default -> status >= 500 ? DeliveryResult.FAILED : DeliveryResult.REFUSED;
        };
    }

    @Override
    public String render(Notification notification) {
        var card = cardOf(notification);
        return notification.possiblyRepeated() ? RepeatedCardMarker.markPossiblyRepeated(card) : card;
    }

    private String cardOf(Notification notification) {
        var page = notification.report().flatMap(report -> pages.map(address -> address.resolve(report)));
        var content = notification.content();
        if (content instanceof ReportContent found) {
            return CardReportRenderer.render(
                    found.report(), new CardContext(again(notification.kind()), found.podCount(), found.since(), page));
        }
        if (content instanceof ResolvedContent resolved) {
            return CardReportRenderer.render(detailsOf(notification, resolved, page));
        }
        if (content instanceof StormContent storm) {
            return IncidentStormCardRenderer.render(storm.details());
        }
        return content instanceof RenderedContent rendered
                        && rendered.byFormat().containsKey(FORMAT)
                ? rendered.byFormat().get(FORMAT)
                : TextNotificationCardRenderer.render(notification.title(), notification.text(), page);
    }

    private static ResolvedIncidentDetails detailsOf(
            Notification notification, ResolvedContent resolved, Optional<URI> page) {
        return new ResolvedIncidentDetails(
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
