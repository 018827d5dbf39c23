package io.github.pullresponder.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageSummaryTest {
    @Test
    void addsTheClassesOfAReport() {
        assertThat(CoverageSummary.summary(List.of(
                        "GROUP,PACKAGE,CLASS,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,LINE_COVERED",
                        "app,a,One,1,3,2,8",
                        "app,b,Two,0,0,0,10")))
                .isEqualTo("Coverage of src/main: lines 90.0 % (18 of 20), branches 75.0 % (3 of 4)."
                        + " Details: target/site/jacoco/index.html");
    }
}
