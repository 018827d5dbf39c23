package io.github.pullresponder.evidence.azure.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class SingleHostHttpPolicyTest {
    private final List<String> sent = new ArrayList<>();
    private final HttpClient recorder = request -> {
        sent.add(request.getUrl().toString());
        return Mono.empty();
    };
    private final HttpPipeline pipeline = new HttpPipelineBuilder()
            .httpClient(recorder)
            .policies(SingleHostHttpPolicy.of("https://management.azure.com/"))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://attacker.example/subscriptions?page=2",
                "https://management.azure.com.attacker.example/x",
                "http://management.azure.com/x",
                "https://management.azure.com:444/x",
                "https://management.azure.com@attacker.example/x"
            })
    void aLinkToAnotherHostIsNotFollowed(String link) {
        var request = new HttpRequest(HttpMethod.GET, link);

        assertThatThrownBy(() -> pipeline.sendSync(request, Context.NONE)).hasMessage("a link to another host");
        assertThatThrownBy(() -> pipeline.send(request).block()).hasMessage("a link to another host");
        assertThat(sent).isEmpty();
    }

    @Test
    void aLinkToTheSameHostIsFollowed() {
        pipeline.send(new HttpRequest(HttpMethod.GET, "https://MANAGEMENT.azure.com/subscriptions?page=2"))
                .block();

        assertThat(sent).hasSize(1);
    }
}
