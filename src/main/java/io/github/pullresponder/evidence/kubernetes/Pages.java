package io.github.pullresponder.evidence.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.pullresponder.read.AnswerTooLargeException;
import io.github.pullresponder.read.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A list of the Kubernetes API, read page by page. A page that is too large is asked for again in smaller ones. */
final class Pages<T extends HasMetadata> {
    /** A pod has some 8 KB, so that a page of pods stays below the largest answer. */
    private static final long OBJECTS_A_PAGE = 250;

    private static final long FEWEST_A_PAGE = 8;
    private static final int GONE = 410;

    private final Function<ListOptions, ? extends KubernetesResourceList<T>> list;
    private long limit = OBJECTS_A_PAGE;

    Pages(Function<ListOptions, ? extends KubernetesResourceList<T>> list) {
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

    /** Returns where the next page begins; empty after the last one. */
    private <R> String addPage(String from, Function<T, R> change, List<R> items) {
        try {
            var page = list.apply(new ListOptionsBuilder()
                    .withLimit(limit)
                    .withContinue(from.isEmpty() ? null : from)
                    .build());
            page.getItems().forEach(item -> items.add(change.apply(item)));
            return continueOf(Optional.of(page.getMetadata()));
        } catch (KubernetesClientException e) {
            if (Failures.isCausedBy(e, AnswerTooLargeException.class) && limit > FEWEST_A_PAGE) {
                limit /= 2;
                return from.isEmpty() ? addPage(from, change, items) : from;
            }
            return newTokenIn(e, from);
        }
    }

    /**
     * Snapshots that lists go on from expire; the answer then has a token to go on with all the same, from the next name on,
     * in the list as it is by now (Kubernetes API concepts, "Retrieving large results sets in chunks").
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
