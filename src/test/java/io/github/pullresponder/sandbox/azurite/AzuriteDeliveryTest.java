package io.github.pullresponder.sandbox.azurite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.functions.FunctionHost;
import io.github.pullresponder.sandbox.functions.example.Example;
import io.github.pullresponder.sandbox.functions.example.Receiving;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the function host on real queues, which have their own handling of receipts, counts and times. */
@ExtendWith(AzuriteExtension.class)
@Tag("storage")
class AzuriteDeliveryTest {
    /** The functions fail on purpose. This reference is needed: a logger without one loses its level. */
    private static final Logger FAILURES = Logger.getLogger("function");

    private final Receiving receiving = new Receiving();
    private final AzureHostQueues queues;
    private final FunctionHost host;

    AzuriteDeliveryTest(Azurite azurite) {
        FAILURES.setLevel(Level.OFF);
        queues = new AzureHostQueues(azurite.connectionString());
        Function<Class<?>, Object> instances = type -> type == Receiving.class ? receiving : new Example();
        host = FunctionHost.start(Example.class.getPackageName(), 0, instances, queues);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aMissingQueueIsEmpty() {
        assertThat(host.drain()).isZero();
    }

    @Test
    void severalWorkersDeliverEachMessageOnce() {
        IntStream.range(0, 40).forEach(number -> queues.named("items").send("n" + number));

        assertThat(host.drain(4)).isEqualTo(40);
        queues.makeVisible();
        assertThat(host.drain()).isZero();
        assertThat(receiving.received()).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void aFailureIsTriedAgainAndPoisonInTheEnd() {
        queues.named("items").send("fail once more");
        for (var tried = 0; tried < 5; tried++) {
            assertThat(host.drain()).isPositive();
            queues.makeVisible();
        }
        assertThat(receiving.received())
                .hasSize(6)
                .startsWith("item fail once more #1", "item fail once more #2")
                .endsWith("item fail once more #5", "poison put aside #1");
        assertThat(host.drain()).isZero();
    }

    @Test
    void aMessageWhoseProcessDiedComesBack() {
        queues.named("items").send("die");
        assertThat(host.drain()).isOne();
        assertThat(host.drain()).isZero();

        queues.makeVisible();
        assertThat(host.drain()).isOne();
        assertThat(receiving.received()).containsExactly("item die #1", "item die #2");
    }
}
