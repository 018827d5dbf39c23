package io.github.pullresponder.delivery;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.PullFailure.PodName;
import io.github.pullresponder.evidence.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Something that people are told. */
public sealed interface Notice {
    /** The cluster it is about; absent where it is about several. */
    Optional<ResourceId> cluster();

    /** The namespaces of the pods it is about, as far as they are known. */
    Set<String> namespaces();

    /** The ids of its causes; the symptom where no cause is known. */
    List<String> causes();

    /** The id of the report behind it. */
    String report();

    /** Why people are told of a diagnosis. */
    enum Reason {
        /** It is new. */
        OPENED,
        /** It was told before, and concerns more pods or other nodes now. */
        GROWN,
        /** It was told long ago, and goes on. */
        CONTINUED
    }

    /**
     * A diagnosis.
     *
     * @param podCount how many pods are affected, which may be more than the diagnosis names
     * @param since when it began, as far as it is known
     */
    record Found(Reason reason, Diagnosis diagnosis, int podCount, Optional<Instant> since) implements Notice {
        @Override
        public Optional<ResourceId> cluster() {
            return diagnosis.subject().cluster();
        }

        @Override
        public Set<String> namespaces() {
            return diagnosis.subject().pods().stream().map(PodName::namespace).collect(Collectors.toSet());
        }

        @Override
        public List<String> causes() {
            return diagnosis.causes().isEmpty()
                    ? List.of(diagnosis.error().symptom().name())
                    : diagnosis.causeIds();
        }

        @Override
        public String report() {
            return diagnosis.id();
        }
    }

    /**
     * What was told before is over.
     *
     * @param what the title of its cause, or what was observed
     * @param why it counts as over
     */
    record Resolved(
            Optional<ResourceId> cluster,
            String registry,
            Set<String> namespaces,
            List<String> causes,
            String what,
            String why,
            List<String> images,
            int podCount,
            Instant openedAt,
            Instant resolvedAt,
            String report)
            implements Notice {
        public Resolved {
            namespaces = Set.copyOf(namespaces);
            causes = List.copyOf(causes);
            images = List.copyOf(images);
        }
    }
}
