package io.github.pullresponder.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnoseRequestParserTest {
    private static final String CLUSTER =
            "/subscriptions/8d7c/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop";

    @Test
    void aPodIsRead() {
        assertThat(DiagnoseRequestParser.parse(
                        "{\"cluster\": \"%s\", \"namespace\": \"shop\", \"pod\": \"web-1\"}".formatted(CLUSTER)))
                .isEqualTo(PullFailure.ofPod(ResourceId.parse(CLUSTER), "shop", "web-1"));
    }

    @Test
    void anImageWithAMessageIsRead() {
        assertThat(DiagnoseRequestParser.parse(
                        "{\"cluster\": \"%s\", \"image\": \"a.azurecr.io/b:c\", \"message\": \"oh\"}"
                                .formatted(CLUSTER)))
                .isEqualTo(PullFailure.ofImage(ResourceId.parse(CLUSTER), "a.azurecr.io/b:c", Optional.of("oh")));
    }

    @Test
    void aPodWithAMessageIsRead() {
        assertThat(DiagnoseRequestParser.parse(
                        "{\"cluster\": \"%s\", \"namespace\": \"shop\", \"pod\": \"web-1\", \"message\": \"oh\"}"
                                .formatted(CLUSTER)))
                .isEqualTo(PullFailure.ofPod(ResourceId.parse(CLUSTER), "shop", "web-1", Optional.of("oh")));
    }

    @Test
    void anImageNextToAPodPicksTheContainer() {
        assertThat(DiagnoseRequestParser.parse(with("\"pod\": \"w\", \"namespace\": \"s\", \"image\": \"i\"")))
                .isEqualTo(PullFailure.of(
                        ResourceId.parse(CLUSTER), List.of(new PodName("s", "w")), Optional.of("i"), Optional.empty()));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("", "the body must be a JSON object with a cluster, and a pod or an image"),
                arguments("[]", "the body must be a JSON object with a cluster, and a pod or an image"),
                arguments("{\"cluster\": ", "the body is not JSON: first error at line 1, column 13"),
                arguments(
                        "{}",
                        "'cluster' is missing: expected the ARM id of an AKS cluster; 'pod' with 'namespace', or 'image', is missing"),
                arguments(
                        "{\"cluster\": \"aks-shop\", \"pod\": \"web\"}",
                        "'cluster' is not an ARM id: an Azure resource id starts with /subscriptions/; 'namespace' is missing: a pod needs both"),
                arguments(
                        "{\"cluster\": \"/subscriptions/1/resourceGroups/r\", \"image\": 3}",
                        "'cluster' must be /subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerService/managedClusters/…; 'image' must be a string that is not empty"),
                arguments(
                        with("\"pod\": \"Web_1\", \"namespace\": \"shop\""),
                        "'pod' is not a Kubernetes name: lower-case letters, digits, '-' and '.'"),
                arguments(
                        with("\"pod\": \"../secrets/x\", \"namespace\": \"shop\""),
                        "'pod' is not a Kubernetes name: lower-case letters, digits, '-' and '.'"),
                arguments(
                        with("\"image\": \"i\", \"nmespace\": \"s\""),
                        "unknown field 'nmespace': expected cluster, namespace, pod, image or message"));
    }

    private static String with(String fields) {
        return "{\"cluster\": \"" + CLUSTER + "\", " + fields + "}";
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void everyProblemIsNamed(String body, String problems) {
        assertThatThrownBy(() -> DiagnoseRequestParser.parse(body))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessage(problems);
    }
}
