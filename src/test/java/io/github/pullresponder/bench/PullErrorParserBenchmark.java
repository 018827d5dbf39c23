package io.github.pullresponder.bench;

import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the number of messages that the parser reads per second on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PullErrorParserBenchmark {

    private static final String ATTEMPT = "rpc error: code = Unknown desc = failed to pull and unpack image"
            + " \"contoso.azurecr.io/shop/web:1.4.2\": failed to resolve reference \"contoso.azurecr.io/shop/web:1.4.2\":"
            + " failed to authorize: failed to fetch oauth token: unexpected status from GET request to"
            + " https://contoso.azurecr.io/oauth2/token?scope=repository%3Ashop%2Fweb%3Apull&service=contoso.azurecr.io:"
            + " 401 Unauthorized, ";

    /** Characters of one message. */
    @Param({"500", "50000"})
    public int length;

    private String message;

    @Setup
    public void composeMessage() {
        String attempts = ATTEMPT.repeat(length / ATTEMPT.length() + 1);
        message = ("Failed to pull image \"contoso.azurecr.io/shop/web:1.4.2\": [" + attempts).substring(0, length);
    }

    @Benchmark
    public PullError parse() {
        return PullErrorParser.parse(message);
    }
}
