package io.github.pullresponder.bench;

import java.util.Collection;
import java.util.logging.LogManager;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks with settings for a short run, and prints one line for each. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        var options = new OptionsBuilder()
                .include(PullErrorParserBenchmark.class.getSimpleName())
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();
        try (var logging = Benchmarks.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        Collection<RunResult> results = new Runner(options).run();
        for (RunResult result : results) {
            System.out.printf(
                    "parse a message of %6s characters: %,12.0f messages/s (± %,.0f)%n",
                    result.getParams().getParam("length"),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError());
        }
        PodsBenchmark.run();
        FirewallBenchmark.run();
        DiagnosisBenchmark.run();
        System.exit(0);
    }
}
