package io.github.pullresponder.bench;

import io.github.pullresponder.bench.FreshJvm.Run;
import io.github.pullresponder.bench.worker.EmptyFunction;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Measures the time to the first answer: starts fresh JVMs with the worker's flags, which load the package and answer their
 * first {@code Diagnose} against a sandbox, and compares them with an empty function.
 *
 * <p>System properties: {@code coldstart.runs} is the number of runs for the median (5), {@code coldstart.flags} are JVM flags
 * in addition to the worker's, {@code coldstart.estates} lists estates instead of the default ones, separated by commas.
 */
public final class ColdStart {
    private static final long TARGET_MILLIS = 2_000;

    /** A missing role, a missing image and two network faults: they need different clients. */
    private static final String ESTATES = "pull-role-missing,tag-not-found,private-dns-zone-not-linked,vnet-not-peered";

    private final int runs = Integer.getInteger("coldstart.runs", 5);
    private final FreshJvm jvm = FreshJvm.withFlags(System.getProperty("coldstart.flags", ""));

    private ColdStart() {}

    public static void main(String[] arguments) throws IOException {
        if (!PackagedApp.exists()) {
            System.out.println("There is no " + PackagedApp.FOLDER + ": ./mvnw package comes first.");
            System.exit(1);
        }
        new ColdStart().measure(System.getProperty("coldstart.estates", ESTATES).split(","));
        System.exit(0);
    }

    private void measure(String... estates) throws IOException {
        System.out.printf("Cold start, medians of %d fresh JVMs: java %s%n", runs, String.join(" ", jvm.flags()));
        System.out.printf("%-32s %8s %8s %8s %8s %22s%n", "", "classes", "start", "first", "second", "more than empty");
        var empty = median(() -> jvm.answer(EmptyFunction.class.getName() + ".run", "", List.of(), Map.of()));
        print("an empty function", empty, "");
        for (var estate : estates) {
            var run = median(estate);
            var more = run.untilFirst() - empty.untilFirst();
            print(estate, run, "%,6d ms of %,d".formatted(more, TARGET_MILLIS));
        }
    }

    private static void print(String what, Run run, String comparison) {
        System.out.printf(
                "%-32s %,8d %,5d ms %,5d ms %,5d ms %22s%n",
                what, run.classes(), run.start(), run.first(), run.second(), comparison);
    }

    private Run median(String name) throws IOException {
        var estate = BundledEstates.named(name);
        var body = estate.triggers().get(0).body().toString();
        var entryPoint = PackagedApp.entryPoint("Diagnose");
        var libraries = PackagedApp.classPath();
        try (var player = new EstatePlayer(estate, 0)) {
            // The sandbox's own classes are not to be measured.
            player.play();
            var sandbox =
                    Map.of("PULLRESPONDER_SANDBOX", player.azure().origin().toString());
            var causes = estate.expectedCauses(estate.triggers().get(0).name()).orElseThrow();
            return median(() -> {
                var run = jvm.answer(entryPoint, body, libraries, sandbox);
                if (!causes.stream().allMatch(run.answer()::contains)) {
                    throw new IllegalStateException(name + ": expected " + causes + ", got " + run.answer());
                }
                return run;
            });
        }
    }

    /** The median of each number separately. The first run is not counted, because it fills the machine's file cache. */
    private Run median(Measurement measurement) throws IOException {
        measurement.take();
        var taken = new ArrayList<Run>();
        for (var i = 0; i < runs; i++) {
            taken.add(measurement.take());
        }
        return new Run(
                median(taken, Run::classes),
                median(taken, Run::start),
                median(taken, Run::first),
                median(taken, Run::second),
                taken.get(0).answer());
    }

    private static long median(List<Run> taken, ToLongFunction<Run> number) {
        return taken.stream()
                .sorted(Comparator.comparingLong(number))
                .skip(taken.size() / 2)
                .mapToLong(number)
                .findFirst()
                .orElseThrow();
    }

    /** One fresh JVM. */
    private interface Measurement {
        Run take() throws IOException;
    }
}
