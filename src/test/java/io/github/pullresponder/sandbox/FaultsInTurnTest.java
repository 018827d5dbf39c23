package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks every read of a diagnosis in turn: then nothing may be confirmed that the other reads do not prove. */
@Tag("fault")
class FaultsInTurnTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 6;

    private static final List<Map<String, Object>> FAULTS = List.of(
            Map.of("status", 403),
            Map.of("status", 429, "headers", Map.of("Retry-After", "60")),
            Map.of("status", 200, "body", "<html>no answer</html>"),
            Map.of("status", 200, "body", Map.of()));

    /** The acceptable findings instead of a specific cause, if its evidence cannot be read. */
    private static final Map<String, Set<String>> INSTEAD_OF =
            Map.of("PULL_ROLE_MISSING", Set.of("PULL_ROLE_ON_ANOTHER_IDENTITY", "PULL_ROLE_IGNORED_BY_ABAC"));

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pull-role-on-deleted-identity",
                "role-ignored-by-abac",
                "cluster-secret-expired",
                "admin-password-stale-who-and-when",
                "healthy-pull-secret-principal",
                "two-pull-secrets-both-fail",
                "private-dns-zone-not-linked",
                "egress-ip-not-allowed",
                "customer-key-no-role",
                "firewall-denies-in-parent-policy",
                "tag-not-found",
                "image-architecture-mismatch"
            })
    void nothingIsConfirmedThatTheOtherReadsDoNotProve(String name) throws Exception {
        var folder = LayeredEstate.complete(Path.of("target", "test-classes", "estates", name), work);
        var whole = played(folder, Optional.empty());
        assertThat(whole.reads).hasSizeGreaterThan(5);
        var runs = new ArrayList<Callable<String>>();
        var reads = List.copyOf(whole.reads);
        for (var i = 0; i < reads.size(); i++) {
            var read = reads.get(i);
            kindsFor(i)
                    .forEach(fault -> runs.add(() -> {
                        var broken = new HashMap<>(fault);
                        broken.put("match", read);
                        var causes = played(folder, Optional.of(broken)).causes;
                        return provenBy(causes, whole.causes) ? "" : causes + " with " + broken;
                    }));
        }
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var wrong = new ArrayList<String>();
            for (var run : threads.invokeAll(runs)) {
                wrong.add(run.get());
            }
            assertThat(wrong)
                    .as("%s: causes with a broken read, instead of %s or less", name, whole.causes)
                    .allMatch(String::isEmpty);
        } finally {
            threads.shutdownNow();
        }
    }

    /** One refusal and one malformed answer for each read; the reads next to it get the other kinds. */
    private static List<Map<String, Object>> kindsFor(int read) {
        return List.of(FAULTS.get(read % 2), FAULTS.get(2 + read / 2 % 2));
    }

    private static boolean provenBy(Set<String> causes, Set<String> whole) {
        return causes.stream()
                .allMatch(cause -> whole.contains(cause)
                        || INSTEAD_OF.getOrDefault(cause, Set.of()).stream().anyMatch(whole::contains));
    }

    private record Run(Set<String> causes, Set<String> reads) {}

    private Run played(Path folder, Optional<Map<String, Object>> fault) {
        try {
            var copy =
                    LayeredEstate.copied(folder, work.resolve(UUID.randomUUID().toString()));
            if (fault.isPresent()) {
                JSON.writeValue(copy.resolve("faults.json").toFile(), List.of(fault.get()));
            }
            try (var player = new EstatePlayer(Estate.load(copy), 0)) {
                var causes = player.play(player.estate().triggers().get(0)).causes();
                var reads = new LinkedHashSet<String>();
                player.azure()
                        .requests()
                        .all()
                        .forEach(request -> reads.add(request.method() + " .*"
                                + Pattern.quote(URI.create(request.url()).getPath())));
                return new Run(causes, reads);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
