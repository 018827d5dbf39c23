package io.github.pullresponder.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.SingleCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import java.util.List;

/** The verdict of a check for the shop, with access to its parts. */
public record Examined(Verdict verdict) {

    /** Runs the check as a diagnosis does. */
    public static Examined by(Check check, ShopEvidence shop) {
        try (var pull = shop.pull()) {
            return new Examined(SingleCheck.verdictOf(check, pull));
        }
    }

    /** Runs the check on another pull of the shop, which is closed afterwards. */
    public static Examined by(Check check, PullContext pull) {
        try (pull) {
            return new Examined(SingleCheck.verdictOf(check, pull));
        }
    }

    /** Runs the check with this id. */
    public static Examined by(String id, ShopEvidence shop) {
        var check = CheckCatalog.all().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        return by(check, shop);
    }

    public Finding finding() {
        assertThat(verdict).isInstanceOf(Verdict.Confirmed.class);
        return ((Verdict.Confirmed) verdict).finding();
    }

    public List<String> facts() {
        return finding().evidence().stream().map(Evidence::fact).toList();
    }

    public List<String> commands() {
        return finding().remedies().stream()
                .map(Remedy::commands)
                .flatMap(List::stream)
                .map(Command::bash)
                .toList();
    }

    public void isRuledOut(String detail) {
        assertThat(verdict).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict.detail()).isEqualTo(detail);
    }

    public void doesNotApply() {
        assertThat(verdict).isInstanceOf(Verdict.NotApplicable.class);
    }

    public void isUndetermined(String detail) {
        assertThat(open().detail()).isEqualTo(detail);
    }

    /** The suspected finding of an undetermined verdict. */
    public Finding suspect() {
        return open().suspect().orElseThrow();
    }

    public Verdict.Undetermined open() {
        assertThat(verdict).isInstanceOf(Verdict.Undetermined.class);
        return (Verdict.Undetermined) verdict;
    }
}
