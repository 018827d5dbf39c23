package io.github.pullresponder.pullerror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the facts that messages contain in addition to symptom, stage and host. */
class PullErrorObservationsTest {
    private static final String KUBELET = "Failed to pull image \"x.azurecr.io/app:1\": ";
    private static final String RESOLVING = "failed to pull and unpack image \"x.azurecr.io/app:1\":"
            + " failed to resolve reference \"x.azurecr.io/app:1\": ";
    private static final String HEAD =
            KUBELET + RESOLVING + "failed to do request: Head \"https://x.azurecr.io/v2/app/manifests/1\": ";
    private static final String WITH_CREDENTIALS = RESOLVING + "failed to authorize: failed to fetch oauth token:"
            + " unexpected status from POST request to https://x.azurecr.io/oauth2/token: ";
    private static final String ANONYMOUS = RESOLVING + "failed to authorize: failed to fetch anonymous token:"
            + " unexpected status from GET request to https://x.azurecr.io/oauth2/token?scope=a: ";

    private static PullErrorObservations in(String message) {
        return PullErrorParser.parse(message).observations();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dial tcp 10.1.2.4:443: i/o timeout | 10.1.2.4",
                "dial tcp 10.1.2.4:443: connect: connection refused | 10.1.2.4",
                "dial tcp [2603:1030::1]:443: connect: network is unreachable | 2603:1030::1",
                "dial tcp4 20.1.2.3:443: connectex: A connection attempt failed because | 20.1.2.3",
                "read tcp 10.0.0.4:41234->20.1.2.3:443: read: connection reset by peer | 20.1.2.3",
                "write tcp [fd00::1]:41234->[2603::2]:443: write: broken pipe | 2603::2",
            })
    void theAddressThatWasDialedIsThatOfTheHost(String cause, String address) {
        assertThat(in(HEAD + cause).dialedFor("X.azurecr.io")).containsExactly(address);
        assertThat(in(HEAD + cause).dialedFor("y.azurecr.io")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dial tcp: lookup x.azurecr.io on 10.0.0.10:53: no such host",
                "dial tcp: lookup x.azurecr.io on 10.0.0.10:53: read udp 10.1.0.4:3000->10.0.0.10:53: i/o timeout",
                "dial tcp: lookup x.azurecr.io on 10.0.0.10:53: dial tcp 10.0.0.10:53: i/o timeout",
                "proxyconnect tcp: dial tcp 10.0.0.9:3128: connect: connection refused",
                "net/http: TLS handshake timeout",
                "dial tcp",
                "dial tcp ",
                "read tcp 10.0.0.4:41234-",
            })
    void aNameServerOrAProxyIsNotTheHost(String cause) {
        assertThat(in(HEAD + cause).dialedFor("x.azurecr.io")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dial tcp: lookup x.azurecr.io on 10.0.0.10:53: no such host | 10.0.0.10",
                "dial tcp: lookup x.azurecr.io on [fd00::a]:53: server misbehaving | fd00::a",
            })
    void theNameServerIsTheQueriedOne(String cause, String server) {
        assertThat(in(HEAD + cause).nameServers()).containsExactly(server);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "denied: client with IP '20.99.1.1' is not allowed access. | 20.99.1.1",
                "denied: client with IP \"20.99.1.1\" is not allowed access. | 20.99.1.1",
                "denied: client with IP \\\"20.99.1.1\\\" is not allowed access. | 20.99.1.1",
                "DENIED: client with IP '2603:1020:200::5' is not allowed access | 2603:1020:200::5",
                "denied: client with IP 10.1.0.4 is not allowed access | 10.1.0.4",
            })
    void theClientAddressIsTheOneThatTheRegistryNames(String answer, String address) {
        assertThat(in(KUBELET + WITH_CREDENTIALS + "403 Forbidden: " + answer).clientAddress())
                .contains(address);
    }

    @Test
    void anAttemptWithCredentialsIsNoAnonymousOne() {
        var message = KUBELET + "[" + WITH_CREDENTIALS + "401 Unauthorized, " + ANONYMOUS + "401 Unauthorized]";
        assertThat(in(message).attempts())
                .extracting(PullErrorObservations.ObservedAttempt::credentials)
                .containsExactly(AttemptCredentialPresence.PRESENTED, AttemptCredentialPresence.NONE);
        assertThat(in(message).onlyAnonymous()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KUBELET + ANONYMOUS + "401 Unauthorized",
                KUBELET + "[" + ANONYMOUS + "401 Unauthorized, " + ANONYMOUS + "401 Unauthorized]",
                KUBELET + "rpc error: code = Unknown desc = Error response from daemon: Get"
                        + " https://x.azurecr.io/v2/app/manifests/1: no basic auth credentials",
            })
    void anonymousAttemptsAloneAreNoticed(String message) {
        assertThat(in(message).onlyAnonymous()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Back-off pulling image \"x.azurecr.io/app:1\"",
                KUBELET + WITH_CREDENTIALS + "401 Unauthorized",
                KUBELET + "unauthorized: authentication required",
                HEAD + "dial tcp 10.1.2.4:443: i/o timeout",
            })
    void otherMessagesDoNotShowThatNoCredentialsWerePresented(String message) {
        assertThat(in(message).onlyAnonymous()).isFalse();
    }

    @Test
    void aServerErrorNextToA401IsBoth() {
        var error = PullErrorParser.parse(KUBELET + "[" + WITH_CREDENTIALS + "500 Internal Server Error, "
                + WITH_CREDENTIALS + "401 Unauthorized]");
        assertThat(error.symptom()).isEqualTo(Symptom.REGISTRY_ERROR);
        assertThat(error.symptoms()).containsExactlyInAnyOrder(Symptom.REGISTRY_ERROR, Symptom.UNAUTHORIZED);
        assertThat(error.observations().hostOf(Symptom.UNAUTHORIZED)).contains("x.azurecr.io");
    }

    @Test
    void anAnonymous401CountsNextToAServerErrorOnly() {
        assertThat(PullErrorParser.parse(KUBELET + "[" + WITH_CREDENTIALS + "503 Service Unavailable, " + ANONYMOUS
                                + "401 Unauthorized]")
                        .symptoms())
                .contains(Symptom.UNAUTHORIZED);
        assertThat(PullErrorParser.parse(
                                KUBELET + "[" + WITH_CREDENTIALS + "403 Forbidden, " + ANONYMOUS + "401 Unauthorized]")
                        .symptoms())
                .containsExactly(Symptom.FORBIDDEN);
    }

    @Test
    void ifTheImageWasReachedTheOtherAttemptsDoNotCount() {
        assertThat(PullErrorParser.parse(KUBELET + "[" + RESOLVING + "x.azurecr.io/app:1: not found, "
                                + WITH_CREDENTIALS + "401 Unauthorized]")
                        .symptoms())
                .containsExactly(Symptom.NOT_FOUND);
    }

    @Test
    void theAuthorityOfACertificateIsNamed() {
        assertThat(in(HEAD + "tls: failed to verify certificate: x509: certificate signed by unknown authority"
                                + " (possibly because of \"crypto/rsa: verification error\" while trying to verify"
                                + " candidate authority certificate \"Contoso Proxy CA\")")
                        .certificate())
                .isEqualTo(new PullErrorObservations.SeenCertificate(
                        Optional.of("Contoso Proxy CA"), false, Optional.empty()));
        assertThat(in(HEAD + "x509: certificate has expired or is not yet valid: current time"
                                + " 2026-11-22T10:00:00Z is after 2026-10-01T00:00:00Z")
                        .certificate()
                        .outdated())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "toomanyrequests: too many requests to source registry for cache rule 'hub'.",
                "toomanyrequests: You have reached your pull rate limit."
            })
    void theSourceOfACacheRuleIsNotTheRegistry(String answer) {
        assertThat(in(KUBELET + WITH_CREDENTIALS + "429 Too Many Requests: " + answer)
                        .ofCacheSource())
                .isTrue();
        assertThat(in(KUBELET + WITH_CREDENTIALS + "429 Too Many Requests").ofCacheSource())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8578, true",
        "127.0.0.1:30020, true",
        "[::1]:8578, true",
        "localhost.azurecr.io, false",
        "x.azurecr.io:443, false",
        "10.0.0.1:8578, false"
    })
    void aMirrorOnTheNodeIsNotTheRegistry(String host, boolean onNode) {
        assertThat(PullErrorObservations.isOnNode(host)).isEqualTo(onNode);
    }

    @Test
    void anOutdatedCertificateHasTheComparedDates() {
        String found = "x509: certificate has expired or is not yet valid: current time ";
        var expired = PullErrorParser.parseAbout(
                "x.azurecr.io/app:1", found + "2026-11-22T10:00:00Z is after 2026-10-01T00:00:00Z");
        var notYet = PullErrorParser.parseAbout(
                "x.azurecr.io/app:1", found + "2026-11-22T10:00:00+02:00 is before 2027-01-01T00:00:00Z: giving up");
        var older = PullErrorParser.parseAbout("x.azurecr.io/app:1", found.replace(": current time ", ""));

        assertThat(expired.observations().certificate().comparison())
                .contains(new PullErrorObservations.CertificateValidityComparison(
                        Instant.parse("2026-11-22T10:00:00Z"), Instant.parse("2026-10-01T00:00:00Z"), true));
        assertThat(notYet.observations().certificate().comparison())
                .contains(new PullErrorObservations.CertificateValidityComparison(
                        Instant.parse("2026-11-22T08:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"), false));
        assertThat(older.observations().certificate().comparison()).isEmpty();
        assertThat(older.observations().certificate().outdated()).isTrue();
    }

    @Test
    void aTimeThatIsNoneIsLeftOut() {
        var error = PullErrorParser.parseAbout(
                "x.azurecr.io/app:1",
                "x509: certificate has expired or is not yet valid: current time yesterday is after 2026-10-01T00:00:00Z");

        assertThat(error.observations().certificate().comparison()).isEmpty();
    }
}
