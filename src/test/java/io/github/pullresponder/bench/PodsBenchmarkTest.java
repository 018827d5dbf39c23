package io.github.pullresponder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("slow")
@Isolated("It measures the heap of the whole process.")
class PodsBenchmarkTest {

    @Test
    void thePodsOfALargeClusterTakeLittleHeap() throws IOException {
        var measured = PodsBenchmark.measure();
        System.out.println(measured);

        assertThat(measured.pods()).isEqualTo(PodsBenchmark.PODS);
        assertThat(measured.megabytes()).isLessThanOrEqualTo(50);
    }
}
