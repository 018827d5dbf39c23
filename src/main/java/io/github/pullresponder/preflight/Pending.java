package io.github.pullresponder.preflight;

import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.FewAtATime;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.ResourceId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A read that was started, to be waited for.
 *
 * @param asked whether there was something to ask for
 */
record Pending(Permission permission, String on, ResourceId scope, Fact<Boolean> asked) {

    static Pending of(Permission permission, String on, ResourceId scope, Fact<?> answer) {
        return new Pending(permission, on, scope, answer.map(any -> true));
    }

    /** Starts a read of what the permission is granted on. */
    static Pending start(Reads reads, Permission permission, ResourceId scope, Supplier<?> read) {
        return of(permission, scope.name(), scope, reads.start(scope.name(), read::get));
    }

    /** What came of it; nothing if there was nothing to ask for. */
    Optional<Trial> await() {
        var answer = FewAtATime.answer(on, asked);
        return answer.value().equals(Optional.of(false))
                ? Optional.empty()
                : Optional.of(new Trial(permission, on, scope, answer.why()));
    }
}
