package io.github.pullresponder.diagnosis;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;

/** A fact with its source; the source names the part of the pull that the fact is about. */
public record Evidence(String fact, FactSource source) {

    @FormatMethod
    public static Evidence of(FactSource source, @FormatString String fact, Object... details) {
        return new Evidence(fact.formatted(details), source);
    }

    public EvidenceSubject subject() {
        return source.subject();
    }
}
