package io.github.pullresponder.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.GraphTokenPermissions;
import io.github.pullresponder.preflight.unneeded.RightsReview;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The caller of the preflight waits 100 seconds: probes without an answer count as not reached, and the rest is reported. */
class PreflightTimeTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ShopEvidence shop = new ShopEvidence();
    private final ReadExecutor reads = new ReadExecutor(32, Duration.ofHours(1));
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        reads.close();
    }

    @Test
    void theTimeLeavesRoomForTheAnswer() {
        assertThat(InstallationPreflight.TIME).isLessThanOrEqualTo(Duration.ofSeconds(95));
    }

    @Test
    void aHangingDependencyIsNotReachedAndTheRestIsReported() {
        var result = run(Set.of("images", "directory"), A_MOMENT, () -> {});

        assertThat(stateOf(result, Permission.READ_DIRECTORY_OBJECTS)).isEqualTo(ProbeStatus.NOT_REACHED);
        assertThat(stateOf(result, Permission.READ_IMAGES)).isEqualTo(ProbeStatus.NOT_REACHED);
        assertThat(stateOf(result, Permission.READ_CLUSTER)).isEqualTo(ProbeStatus.WORKS);
        assertThat(stateOf(result, Permission.READ_NODES)).isEqualTo(ProbeStatus.WORKS);
        assertThat(result.clusters()).isOne();
        assertThat(result.state()).isNotEqualTo(ProbeStatus.WORKS);
    }

    @Test
    void withoutAnyAnswerEveryPermissionAndDependencyIsNotReached() {
        var all = Set.of("clusters", "registries", "accessControl", "directory", "logs", "images", "networks");

        var result = run(all, A_MOMENT, this::hang);

        assertThat(result.rights())
                .hasSize(Permission.values().length)
                .allSatisfy(right ->
                        assertThat(right.state()).as(right.permission().name()).isEqualTo(ProbeStatus.NOT_REACHED));
        assertThat(result.endpoints().subList(0, 3))
                .extracting(DependencyStatus::state)
                .containsOnly(ProbeStatus.NOT_REACHED);
        assertThat(result.comparison().notChecked()).containsExactly("the rights: no answer in time");
    }

    @Test
    void anAnsweringDependencyIsNotInterrupted() {
        var result = run(Set.of(), LONG, () -> {});

        assertThat(result.rights())
                .flatExtracting(ProbedPermission::open)
                .as("rights that are open")
                .noneMatch(why -> why.toString().contains("no answer in time"));
    }

    private InstallationPreflightResult run(Set<String> hanging, Duration time, Runnable storage) {
        var preflight = new InstallationPreflight(
                tally -> hangingAt(hanging),
                reads,
                EnabledCapabilities.all(),
                new DependencyProbes(
                        () -> {
                            storage.run();
                            throw new StorageUnavailableException("storage: no answer");
                        },
                        Clock.systemUTC(),
                        0,
                        List::of),
                new RightsReview(
                        reads,
                        EnabledCapabilities.all(),
                        Optional.empty(),
                        () -> new GraphTokenPermissions(List.of(), false)),
                () -> new AppInstallation(Optional.of(ShopEvidence.KUBELET_OBJECT), Optional.empty()),
                Clock.fixed(ShopEvidence.NOW, ZoneOffset.UTC),
                time);
        return assertTimeoutPreemptively(LONG, preflight::run);
    }

    private static ProbeStatus stateOf(InstallationPreflightResult result, Permission permission) {
        return result.rights().get(permission.ordinal()).state();
    }

    /** The shop's evidence, in which the sources with these names never answer. */
    private EvidenceSources hangingAt(Set<String> names) {
        return proxy(EvidenceSources.class, shop, new HashSet<>(names));
    }

    private <T> T proxy(Class<T> type, T real, Set<String> hanging) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (type == EvidenceSources.class && hanging.contains(method.getName())) {
                        return Proxy.newProxyInstance(
                                type.getClassLoader(),
                                new Class<?>[] {method.getReturnType()},
                                (any, asked, values) -> {
                                    hang();
                                    return null;
                                });
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
