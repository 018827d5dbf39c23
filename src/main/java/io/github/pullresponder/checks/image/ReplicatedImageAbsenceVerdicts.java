package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.ReplicaFacts;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.RegistryReplica;
import io.github.pullresponder.text.DisplayFormat;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Builds the verdict if the login server does not have an image or a repository. The login server answers from any replica: the image does
 * not exist only if every replica says so.
 */
final class ReplicatedImageAbsenceVerdicts {
    private ReplicatedImageAbsenceVerdicts() {}

    static Verdict ofImage(Finding finding, PullContext pull) {
        return verdict(
                finding,
                pull,
                ReadResult.attempt(
                        () -> ReplicaAnswers.of(pull.replicas(), pull.replicas().withImage())));
    }

    static Verdict ofRepository(Finding finding, PullContext pull) {
        return verdict(
                finding,
                pull,
                ReadResult.attempt(
                        () -> ReplicaAnswers.of(pull.replicas(), pull.replicas().withRepository())));
    }

    /** With several replicas, the one that answers may have the image's manifest, but not its content yet. */
    static Verdict ofContent(Finding finding, PullContext pull) {
        var replicas = ReadResult.attempt(() -> pull.replicas().all());
        if (!replicas.isRead()) {
            return undetermined(replicas.why().orElseThrow()).suspecting(finding);
        }
        return replicas.get().size() == 1
                ? CachedImageAbsenceVerdicts.likelyIfServed(pull, finding)
                : undetermined(
                                "%s has %d replicas, and one of them may not have caught up",
                                pull.registry().name(), replicas.get().size())
                        .suspecting(finding);
    }

    private static Verdict verdict(Finding finding, PullContext pull, ReadResult<ReplicaAnswers> read) {
        if (!read.isRead()) {
            return undetermined(read.why().orElseThrow()).suspecting(finding);
        }
        var survey = read.get();
        if (survey.all().size() == 1) {
            return confirmed(finding);
        }
        var having = survey.answering(true);
        if (!having.isEmpty()) {
            return ruledOut(source(having.get(0), pull), "the replica in %s has it", locations(having));
        }
        var lacking = survey.answering(false);
        if (lacking.size() == survey.all().size()) {
            return confirmed(finding.because(
                    source(lacking.get(0), pull), "the replicas in %s do not have it", locations(lacking)));
        }
        return undetermined(
                        "the replica that answered does not have it; the replicas in %s were not queried one by one",
                        locations(survey.unqueried()))
                .suspecting(finding);
    }

    /** A replica's own endpoint as the source of a fact about the image. */
    static FactSource source(RegistryReplica replica, PullContext pull) {
        return FactSource.registry(
                replica.endpoint().orElseThrow(), pull.image().repository(), pull.imageText());
    }

    private static String locations(Collection<RegistryReplica> replicas) {
        return DisplayFormat.list(
                replicas.stream().map(RegistryReplica::location).toList());
    }

    /** All replicas, and the answers of those that could be queried. */
    private record ReplicaAnswers(List<RegistryReplica> all, Map<RegistryReplica, Boolean> answers) {
        static ReplicaAnswers of(ReplicaFacts replicas, Map<RegistryReplica, Boolean> answers) {
            return new ReplicaAnswers(replicas.all(), answers);
        }

        List<RegistryReplica> answering(boolean answer) {
            return all.stream()
                    .filter(replica -> Boolean.valueOf(answer).equals(answers.get(replica)))
                    .toList();
        }

        List<RegistryReplica> unqueried() {
            return all.stream().filter(replica -> !answers.containsKey(replica)).toList();
        }
    }
}
