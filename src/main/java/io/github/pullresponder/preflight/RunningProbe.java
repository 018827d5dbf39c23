package io.github.pullresponder.preflight;

import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.BatchedReads;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A read that was started, to be waited for.
 *
 * @param asked whether there was something to ask for
 */
record RunningProbe(Permission permission, String on, ResourceId scope, AsyncRead<Boolean> asked) {

    static RunningProbe of(Permission permission, String on, ResourceId scope, AsyncRead<?> answer) {
        return new RunningProbe(permission, on, scope, answer.map(any -> true));
    }

    /** Starts a read of what the permission is granted on. */
    static RunningProbe start(ReadExecutor reads, Permission permission, ResourceId scope, Supplier<?> read) {
        return of(permission, scope.name(), scope, reads.start(scope.name(), read::get));
    }

    /** What came of it; nothing if there was nothing to ask for. */
    Optional<PermissionProbe> await() {
        var answer = BatchedReads.answer(on, asked);
        return answer.value().equals(Optional.of(false))
                ? Optional.empty()
                : Optional.of(new PermissionProbe(permission, on, scope, answer.why()));
    }
}
