package io.github.pullresponder.evidence.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.pullresponder.read.ClientExceptionClassifier;
import io.github.pullresponder.read.ResponseTooLargeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a list of the Kubernetes API page by page. A page that is too large is requested again in smaller pages. */
final class KubernetesPages<T extends HasMetadata> {
    /** About 8 KB per pod keep a page of pods below the maximum size of a response. */
    private static final long OBJECTS_A_PAGE = 250;

    private static final long FEWEST_A_PAGE = 8;
    private static final int GONE = 410;

    private final Function<ListOptions, ? extends KubernetesResourceList<T>> list;
    private long limit = OBJECTS_A_PAGE;

    KubernetesPages(Function<ListOptions, ? extends KubernetesResourceList<T>> list) {
        this.list = list;
    }

    <R> List<R> map(Function<T, R> change) {
        var items = new ArrayList<R>();
        var next = "";
        do {
            next = addPage(next, change, items);
        } while (!next.isEmpty());
        return List.copyOf(items);
    }

    /** Adds a page and returns the continue token of the next page; empty after the last one. */
    private <R> String addPage(String from, Function<T, R> change, List<R> items) {
        try {
            var page = list.apply(new ListOptionsBuilder()
                    .withLimit(limit)
                    .withContinue(from.isEmpty() ? null : from)
                    .build());
            page.getItems().forEach(item -> items.add(change.apply(item)));
            return continueOf(Optional.of(page.getMetadata()));
        } catch (KubernetesClientException e) {
            if (ClientExceptionClassifier.isCausedBy(e, ResponseTooLargeException.class) && limit > FEWEST_A_PAGE) {
                limit /= 2;
                return from.isEmpty() ? addPage(from, change, items) : from;
            }
            return newTokenIn(e, from);
        }
    }

    /**
     * Returns the token to continue with after the snapshot of a list has expired. The list then continues with the next name, in its
     * current state (Kubernetes API concepts, "Retrieving large results sets in chunks").
     */
    private static String newTokenIn(KubernetesClientException e, String expired) {
        var token = e.getCode() == GONE
                ? continueOf(Optional.ofNullable(e.getStatus()).map(Status::getMetadata))
                : "";
        if (token.isEmpty() || token.equals(expired)) {
            throw e;
        }
        return token;
    }

    private static String continueOf(Optional<ListMeta> metadata) {
        return metadata.map(ListMeta::getContinue).orElse("");
    }
}
