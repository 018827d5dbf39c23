package io.github.pullresponder.preflight.unneeded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.evidence.GraphTokenPermissions;
import io.github.pullresponder.read.Capability;
import io.github.pullresponder.read.EnabledCapabilities;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnneededGraphPermissionFinderTest {
    private static final EnabledCapabilities WITH_DIRECTORY = new EnabledCapabilities(Set.of(Capability.DIRECTORY));
    private static final EnabledCapabilities WITHOUT = new EnabledCapabilities(Set.of());

    @Test
    void aPersonsTokenIsNotChecked() {
        var comparison = UnneededGraphPermissionFinder.of(new GraphTokenPermissions(List.of(), true), WITHOUT);
        assertThat(comparison.unneeded()).isEmpty();
        assertThat(comparison.notChecked()).singleElement().asString().contains("a person's");
    }

    /** The documentation permits the read with broader permissions too, so the app may work with one of them. */
    @Test
    void aBroaderPermissionIsNeededUntilTheNarrowerOneIsGranted() {
        var broader = new GraphTokenPermissions(List.of("Directory.Read.All"), false);
        assertThat(UnneededGraphPermissionFinder.of(broader, WITH_DIRECTORY).unneeded())
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.ENTRA_AFTER_GRANT);
        var both = new GraphTokenPermissions(List.of("Directory.Read.All", "Application.Read.All"), false);
        assertThat(UnneededGraphPermissionFinder.of(both, WITH_DIRECTORY).unneeded())
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.ENTRA);
    }

    @Test
    void anApplicationsTokenIsChecked() {
        var token = new GraphTokenPermissions(List.of("Application.Read.All"), false);
        assertThat(UnneededGraphPermissionFinder.of(token, WITH_DIRECTORY).unneeded())
                .isEmpty();
        assertThat(UnneededGraphPermissionFinder.of(token, WITH_DIRECTORY).notChecked())
                .isEmpty();
        assertThat(UnneededGraphPermissionFinder.of(token, WITHOUT).unneeded())
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.REVOKE_GRAPH);
    }
}
