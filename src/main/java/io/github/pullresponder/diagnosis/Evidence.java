package io.github.pullresponder.diagnosis;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.Source;

/** A fact, where it was read, and the part of the pull that it is about. */
public record Evidence(String fact, Source source) {

    @FormatMethod
    public static Evidence of(Source source, @FormatString String fact, Object... details) {
        return new Evidence(fact.formatted(details), source);
    }

    public EvidenceSubject subject() {
        return source.subject();
    }
}
