package io.github.pullresponder.intake.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.intake.input.AzureIds;
import io.github.pullresponder.intake.input.JsonInput;
import io.github.pullresponder.intake.input.KubernetesName;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.intake.input.ValidationErrors;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of {@code POST /api/diagnose}: a cluster, and a pod or an image.
 *
 * <p>{@code {"cluster": "<ARM id>", "namespace": "…", "pod": "…"}} or
 * {@code {"cluster": "<ARM id>", "image": "…", "message": "…"}}, the message being optional.
 */
public final class DiagnoseBody {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> FIELDS = Set.of("cluster", "namespace", "pod", "image", "message");

    private static final int LONGEST_IMAGE = 4_096;

    private final JsonNode body;
    private final ValidationErrors problems = new ValidationErrors();

    private DiagnoseBody(JsonNode body) {
        this.body = body;
    }

    /**
     * Parses the body of a request for a diagnosis.
     *
     * @throws UnreadableInputException naming every problem
     */
    public static PullFailure parse(String text) {
        return of(JsonInput.object(text, JSON, "with a cluster, and a pod or an image"));
    }

    /**
     * The same in another envelope.
     *
     * @throws UnreadableInputException naming every problem
     */
    public static PullFailure of(JsonNode body) {
        return new DiagnoseBody(body).failure();
    }

    private PullFailure failure() {
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                problems.add(
                        "unknown field '%s': expected cluster, namespace, pod, image or message",
                        ValidationErrors.named(field));
            }
        });
        var cluster = cluster();
        var pod = name("pod");
        var namespace = name("namespace");
        var image = text("image");
        var message = text("message");
        checkCombination(pod, image);
        image.filter(it -> it.length() > LONGEST_IMAGE)
                .ifPresent(it -> problems.add("'image' is longer than %d characters", LONGEST_IMAGE));
        problems.refuse();
        return pod.map(it -> PullFailure.ofPod(cluster.orElseThrow(), namespace.orElseThrow(), it))
                .orElseGet(() -> PullFailure.ofImage(cluster.orElseThrow(), image.orElseThrow(), message));
    }

    private void checkCombination(Optional<String> pod, Optional<String> image) {
        if (!body.has("pod") && !body.has("image")) {
            problems.add("'pod' with 'namespace', or 'image', is missing");
        }
        if (body.has("pod") && body.has("image")) {
            problems.add("'pod' and 'image' exclude each other: a pod names its image itself");
        }
        if (pod.isPresent() && !body.has("namespace")) {
            problems.add("'namespace' is missing: a pod is known by both");
        }
        if (body.has("message") && image.isEmpty() && pod.isPresent()) {
            problems.add("'message' goes with 'image': of a pod it is read from its events");
        }
    }

    private Optional<ResourceId> cluster() {
        if (!body.has("cluster")) {
            problems.add("'cluster' is missing: expected the ARM id of an AKS cluster");
            return Optional.empty();
        }
        return text("cluster").flatMap(this::clusterId);
    }

    private Optional<ResourceId> clusterId(String text) {
        try {
            var id = ResourceId.parse(text);
            if (AzureIds.names(id, AzureIds.CLUSTER)) {
                return Optional.of(id);
            }
            problems.add("'cluster' must be /subscriptions/…/resourceGroups/…/providers/%s/…", AzureIds.CLUSTER);
        } catch (IllegalArgumentException e) {
            problems.add("'cluster' is not an ARM id: %s", String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private Optional<String> name(String field) {
        return text(field).filter(value -> {
            var valid = KubernetesName.fits(value);
            if (!valid) {
                problems.add("'%s' is not a Kubernetes name: lower-case letters, digits, '-' and '.'", field);
            }
            return valid;
        });
    }

    private Optional<String> text(String field) {
        if (!body.has(field)) {
            return Optional.empty();
        }
        var value = body.get(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            problems.add("'%s' must be a text that is not empty", field);
            return Optional.empty();
        }
        return Optional.of(value.textValue().strip());
    }
}
