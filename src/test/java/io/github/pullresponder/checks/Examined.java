package io.github.pullresponder.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.DoesNotApply;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Unreadable;
import java.util.List;

/** What a check answers for the shop, and a look into it. */
record Examined(Verdict verdict) {

    /** What a check throws becomes its verdict, as in a diagnosis. */
    static Examined by(Check check, ShopEvidence shop) {
        try (var pull = shop.pull()) {
            return new Examined(check.examine(pull));
        } catch (DoesNotApply e) {
            return new Examined(Verdict.notApplicable("%s", e.getMessage()));
        } catch (Unreadable e) {
            return new Examined(Verdict.undetermined(e));
        }
    }

    Finding finding() {
        assertThat(verdict).isInstanceOf(Verdict.Confirmed.class);
        return ((Verdict.Confirmed) verdict).finding();
    }

    List<String> facts() {
        return finding().evidence().stream().map(Evidence::fact).toList();
    }

    List<String> commands() {
        return finding().remedies().stream()
                .map(Remedy::commands)
                .flatMap(List::stream)
                .map(Command::bash)
                .toList();
    }

    void isRuledOut(String detail) {
        assertThat(verdict).isEqualTo(Verdict.ruledOut("%s", detail));
    }

    void doesNotApply() {
        assertThat(verdict).isInstanceOf(Verdict.NotApplicable.class);
    }

    Verdict.Undetermined open() {
        assertThat(verdict).isInstanceOf(Verdict.Undetermined.class);
        return (Verdict.Undetermined) verdict;
    }
}
