package io.github.pullresponder.read;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Recognizes the reason of a client's exception by types only, because messages quote the content. */
public final class ClientExceptionClassifier {
    private static final int LONGEST_CAUSE_CHAIN = 12;

    /** The JDK's exceptions for a certificate that no trusted authority signed, or that is another host's. */
    private static final List<Class<? extends Exception>> DISTRUST = List.of(
            CertificateException.class,
            CertPathBuilderException.class,
            CertPathValidatorException.class,
            SSLPeerUnverifiedException.class);

    private ClientExceptionClassifier() {}

    /** Returns true if the host was reached but its certificate is not trusted. */
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
