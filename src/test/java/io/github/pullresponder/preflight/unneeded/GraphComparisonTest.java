package io.github.pullresponder.preflight.unneeded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.evidence.TokenRights;
import io.github.pullresponder.read.Capabilities;
import io.github.pullresponder.read.Capability;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphComparisonTest {
    private static final Capabilities WITH_DIRECTORY = new Capabilities(Set.of(Capability.DIRECTORY));
    private static final Capabilities WITHOUT = new Capabilities(Set.of());

    @Test
    void aPersonsTokenIsNotChecked() {
        var comparison = GraphComparison.of(new TokenRights(List.of(), true), WITHOUT);
        assertThat(comparison.unneeded()).isEmpty();
        assertThat(comparison.notChecked()).singleElement().asString().contains("a person's");
    }

    /** The read is documented for broader permissions too, so one of them may be what the app works with. */
    @Test
    void aBroaderPermissionIsNeededUntilTheNarrowerOneIsGranted() {
        var broader = new TokenRights(List.of("Directory.Read.All"), false);
        assertThat(GraphComparison.of(broader, WITH_DIRECTORY).unneeded())
                .extracting(UnneededRight::takingBack)
                .containsExactly(RevocationMethod.ENTRA_AFTER_GRANT);
        var both = new TokenRights(List.of("Directory.Read.All", "Application.Read.All"), false);
        assertThat(GraphComparison.of(both, WITH_DIRECTORY).unneeded())
                .extracting(UnneededRight::takingBack)
                .containsExactly(RevocationMethod.ENTRA);
    }

    @Test
    void anApplicationsTokenIsChecked() {
        var token = new TokenRights(List.of("Application.Read.All"), false);
        assertThat(GraphComparison.of(token, WITH_DIRECTORY).unneeded()).isEmpty();
        assertThat(GraphComparison.of(token, WITH_DIRECTORY).notChecked()).isEmpty();
        assertThat(GraphComparison.of(token, WITHOUT).unneeded())
                .extracting(UnneededRight::takingBack)
                .containsExactly(RevocationMethod.REVOKE_GRAPH);
    }
}
