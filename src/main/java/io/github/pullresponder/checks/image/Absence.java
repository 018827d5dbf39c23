package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.ReplicaFacts;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.registry.Replica;
import io.github.pullresponder.text.DisplayFormat;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What it means that the login server does not know an image or a repository. It answers from any replica: only if every replica
 * says so is the thing not there.
 */
final class Absence {
    private Absence() {}

    static Verdict ofImage(Finding finding, PullContext pull) {
        return verdict(
                finding,
                pull,
                ReadResult.asked(
                        () -> Survey.of(pull.replicas(), pull.replicas().withImage())));
    }

    static Verdict ofRepository(Finding finding, PullContext pull) {
        return verdict(
                finding,
                pull,
                ReadResult.asked(
                        () -> Survey.of(pull.replicas(), pull.replicas().withRepository())));
    }

    /** With several replicas, the one that answers may have an image already, and not what it consists of. */
    static Verdict ofContent(Finding finding, PullContext pull) {
        var replicas = ReadResult.asked(() -> pull.replicas().all());
        if (!replicas.isRead()) {
            return undetermined(replicas.why().orElseThrow()).suspecting(finding);
        }
        return replicas.get().size() == 1
                ? ServedImage.likelyIfServed(pull, finding)
                : undetermined(
                                "%s has %d replicas, and one of them may not have caught up",
                                pull.registry().name(), replicas.get().size())
                        .suspecting(finding);
    }

    private static Verdict verdict(Finding finding, PullContext pull, ReadResult<Survey> read) {
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
                        "the replica that answered does not have it; those in %s were not asked one by one",
                        locations(survey.unasked()))
                .suspecting(finding);
    }

    /** A replica's own answer about the image. */
    static Source source(Replica replica, PullContext pull) {
        return Source.registry(replica.endpoint().orElseThrow(), pull.image().repository(), pull.imageText());
    }

    private static String locations(Collection<Replica> replicas) {
        return DisplayFormat.list(replicas.stream().map(Replica::location).toList());
    }

    /** All replicas, and what those answered that could be asked. */
    private record Survey(List<Replica> all, Map<Replica, Boolean> answers) {
        static Survey of(ReplicaFacts replicas, Map<Replica, Boolean> answers) {
            return new Survey(replicas.all(), answers);
        }

        List<Replica> answering(boolean answer) {
            return all.stream()
                    .filter(replica -> Boolean.valueOf(answer).equals(answers.get(replica)))
                    .toList();
        }

        List<Replica> unasked() {
            return all.stream().filter(replica -> !answers.containsKey(replica)).toList();
        }
    }
}
