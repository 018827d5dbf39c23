package io.github.pullresponder.intake.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.intake.input.JsonFields;
import io.github.pullresponder.intake.input.JsonInputParser;
import io.github.pullresponder.intake.input.KubernetesNameValidator;
import io.github.pullresponder.intake.input.ResourceIdParser;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.intake.input.ValidationErrors;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the body of {@code POST /api/diagnose}: a cluster, and a pod or an image.
 *
 * <p>{@code {"cluster": "<ARM id>", "namespace": "…", "pod": "…", "message": "…"}} or
 * {@code {"cluster": "<ARM id>", "image": "…", "message": "…"}}; the message is optional. Together with a pod, an image selects the
 * container if several fail.
 */
public final class DiagnoseRequestParser {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> FIELDS = Set.of("cluster", "namespace", "pod", "image", "message");

    private static final int LONGEST_IMAGE = 4_096;

    private final ValidationErrors problems = new ValidationErrors();
    private final JsonFields body;

    private DiagnoseRequestParser(JsonNode body) {
        this.body = JsonFields.of(body, problems);
    }

    /**
     * Parses the body of a request for a diagnosis.
     *
     * @throws UnreadableInputException naming every problem
     */
    public static PullFailure parse(String text) {
        return of(JsonInputParser.object(text, JSON, "with a cluster, and a pod or an image"));
    }

    /**
     * Reads a parsed request, such as the data of an event.
     *
     * @throws UnreadableInputException naming every problem
     */
    public static PullFailure of(JsonNode body) {
        return new DiagnoseRequestParser(body).failure();
    }

    private PullFailure failure() {
        body.expectOnly(FIELDS, "cluster, namespace, pod, image or message");
        var cluster = cluster();
        var pod = name("pod");
        var namespace = name("namespace");
        var image = body.filledText("image");
        var message = body.filledText("message");
        checkCombination(pod);
        if (image.filter(text -> text.length() > LONGEST_IMAGE).isPresent()) {
            body.addProblem("image", "is longer than %d characters", LONGEST_IMAGE);
        }
        problems.refuse();
        var pods = pod.map(name -> new PodName(namespace.orElseThrow(), name)).stream()
                .toList();
        return PullFailure.of(cluster.orElseThrow(), pods, image, message);
    }

    private void checkCombination(Optional<String> pod) {
        if (!body.names("pod") && !body.names("image")) {
            problems.add("'pod' with 'namespace', or 'image', is missing");
        }
        if (pod.isPresent() && !body.names("namespace")) {
            problems.add("'namespace' is missing: a pod needs both");
        }
    }

    private Optional<ResourceId> cluster() {
        if (!body.names("cluster")) {
            body.addProblem("cluster", "is missing: expected the ARM id of an AKS cluster");
        }
        return body.filledText("cluster").flatMap(this::clusterId);
    }

    private Optional<ResourceId> clusterId(String text) {
        try {
            var id = ResourceId.parse(text);
            if (ResourceIdParser.names(id, ResourceIdParser.CLUSTER)) {
                return Optional.of(id);
            }
            body.addProblem(
                    "cluster", "must be /subscriptions/…/resourceGroups/…/providers/%s/…", ResourceIdParser.CLUSTER);
        } catch (IllegalArgumentException e) {
            body.addProblem("cluster", "is not an ARM id: %s", String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private Optional<String> name(String field) {
        var name = body.filledText(field);
        if (name.isPresent() && !KubernetesNameValidator.fits(name.get())) {
            body.addProblem(field, "is not a Kubernetes name: lower-case letters, digits, '-' and '.'");
            return Optional.empty();
        }
        return name;
    }
}
