package io.github.pullresponder.read;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells from what a client throws why there is no answer, by types only: messages quote what was read. */
public final class Failures {
    private static final int LONGEST_CAUSE_CHAIN = 12;

    /** What the JDK throws for a certificate that no trusted authority has signed, or that is another host's. */
    private static final List<Class<? extends Exception>> DISTRUST = List.of(
            CertificateException.class,
            CertPathBuilderException.class,
            CertPathValidatorException.class,
            SSLPeerUnverifiedException.class);

    private Failures() {}

    /** Whether the other side was reached, and its certificate is not trusted. */
    public static boolean isDistrust(Throwable failure) {
        return DISTRUST.stream().anyMatch(type -> isCausedBy(failure, type));
    }

    public static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        var cause = failure;
        for (var depth = 0; cause != null && depth < LONGEST_CAUSE_CHAIN; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
