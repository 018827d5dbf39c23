package io.github.pullresponder.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LastTryTest {
    @Test
    void theLastTryIsThatOfHostJson() throws Exception {
        var host = new ObjectMapper().readTree(Path.of("host.json").toFile());

        assertThat(host.at("/extensions/queues/maxDequeueCount").asInt()).isEqualTo(PoisonQueueFunction.LAST_TRY);
    }
}
