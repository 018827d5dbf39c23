package io.github.pullresponder.pullerror;

import static io.github.pullresponder.pullerror.PullErrorPhrase.PhrasePosition.ANYWHERE;
import static io.github.pullresponder.pullerror.PullErrorPhrase.PhrasePosition.OPENING;
import static io.github.pullresponder.pullerror.PullErrorPhrase.PhrasePosition.SEGMENT;
import static io.github.pullresponder.pullerror.PullErrorPhrase.PhrasePosition.WORD;

import io.github.pullresponder.pullerror.PullErrorPhrase.PhrasePosition;
import java.util.ArrayList;
import java.util.List;

/**
 * The phrases of the kubelet, containerd, CRI-O, Docker, Go's network packages and registries about pulls. Contains phrases
 * only: other classes combine their meanings.
 */
final class PhraseTable {

    private static final PhraseAutomaton AUTOMATON = new PhraseAutomaton(new PhraseTable().phrases);

    private final List<PullErrorPhrase> phrases = new ArrayList<>();

    private PhraseTable() {
        addPullContexts();
        addOtherContexts();
        addNamePrefixes();
        addPhases();
        addNodeErrors();
        addImageErrors();
        addNetworkCauses();
        addConnectionErrors();
        addRegistryErrors();
        addGeneralErrors();
    }

    static PhraseAutomaton automaton() {
        return AUTOMATON;
    }

    private void addPullContexts() {
        add(
                PullContextPhrase.KUBELET,
                WORD,
                "failed to pull image",
                "failed to pull",
                "back-off pulling image",
                "errimagepull");
        add(PullContextPhrase.KUBELET, WORD, "imagepullbackoff", "image pull failed", "error pulling image");
        // The kubelet of the time of Docker (dockershim), about the sandbox image.
        add(PullContextPhrase.KUBELET, WORD, "failed pulling image");
        add(PullContextPhrase.KUBELET, WORD, "registryunavailable", "signaturevalidationfailed");
        add(
                PullContextPhrase.PULL,
                WORD,
                "failed to pull and unpack image",
                "failed to get sandbox image",
                "pulling image failed");
        add(PullContextPhrase.PULL, WORD, "failed to inspect image", "imageinspecterror", "from image service failed");
        add(PullContextPhrase.RUNTIME, WORD, "rpc error: code", "error response from daemon");
        // OCI distribution specification, "Error Codes"; logs escape the quotes.
        add(PullContextPhrase.REGISTRY_ANSWER, ANYWHERE, "\"errors\":[", "\"errors\": [");
        add(PullContextPhrase.REGISTRY_ANSWER, ANYWHERE, "\\\"errors\\\":[", "\\\"errors\\\": [");
        for (String opening : AttemptStartPhrases.TEXTS) {
            add(PullContextPhrase.LIST, ANYWHERE, "[" + opening);
            add(PullContextPhrase.NEXT, ANYWHERE, ", " + opening);
        }
        add(PullContextPhrase.LIST, WORD, "(mirrors also failed: [");
        add(PullContextPhrase.NEXT, ANYWHERE, "]): ");
    }

    private void addOtherContexts() {
        add(
                PullContextPhrase.OTHER_WORK,
                WORD,
                "container",
                "containers",
                "sandbox",
                "probe",
                "volume",
                "volumes",
                "mount");
        add(
                PullContextPhrase.OTHER_WORK,
                WORD,
                "setup network",
                "cni",
                "exec",
                "task",
                "node(s)",
                "configmap",
                "webhook",
                "evicted");
    }

    private void addNamePrefixes() {
        add(
                ValueMarkerPhrase.QUOTED_IMAGE,
                WORD,
                "image \"",
                "image \\\"",
                "reference \"",
                "reference \\\"",
                "image tag \"");
        add(ValueMarkerPhrase.BARE_IMAGE, ANYWHERE, "image pull failed for ", "pull access denied for ");
        // Docker, distribution/errors.go; a platform follows "no matching manifest for".
        add(ValueMarkerPhrase.MANIFEST_OF_IMAGE, OPENING, "manifest for ");
        add(ValueMarkerPhrase.REGISTRY_HOST, WORD, "pulling from host ", "container registry ", "docker registry ");
        add(ValueMarkerPhrase.MANIFEST, WORD, "reading manifest ");
        // Go, net.OpError: contains the address after the name is resolved.
        add(ValueMarkerPhrase.DIALED, WORD, "dial tcp ", "dial tcp4 ", "dial tcp6 ");
        add(ValueMarkerPhrase.CONNECTED, WORD, "read tcp ", "write tcp ");
        add(ValueMarkerPhrase.CLIENT_ADDRESS, WORD, "client with ip ");
        // Go, crypto/x509: UnknownAuthorityError.
        add(
                ValueMarkerPhrase.AUTHORITY,
                WORD,
                "candidate authority certificate \"",
                "candidate authority certificate \\\"");
    }

    private void addPhases() {
        addPhase(PullStage.REFERENCE, "failed to apply default image tag");
        addPhase(PullStage.QUEUE, "failed to inspect image");
        addPhase(PullStage.RESOLVE, "failed to resolve reference", "failed to resolve image", "initializing source");
        addPhase(PullStage.RESOLVE, "initializing image from source", "pinging container registry");
        addPhase(PullStage.RESOLVE, "pinging docker registry", "reading manifest", "determining manifest mime type");
        addPhase(
                PullStage.AUTHORIZE, "failed to authorize", "unable to retrieve auth token", "requesting bearer token");
        addPhase(PullStage.AUTHORIZE, "requesting bear token", "failed to fetch token");
        addPhase(PullStage.AUTHORIZE, "failed to send token exchange request", "error getting credentials");
        add(
                new RecognizedPullStage(PullStage.AUTHORIZE, AttemptCredentialPresence.PRESENTED),
                WORD,
                "failed to fetch oauth token");
        add(
                new RecognizedPullStage(PullStage.AUTHORIZE, AttemptCredentialPresence.NONE),
                WORD,
                "failed to fetch anonymous token");
        addPhase(PullStage.DOWNLOAD, "failed to copy", "httpreadseeker", "failed commit on ref", "fetching blob");
        addPhase(PullStage.DOWNLOAD, "could not fetch content descriptor", "error pulling image configuration");
        addPhase(PullStage.DOWNLOAD, "download failed after attempts", "parsing image configuration", "reading blob");
        addPhase(PullStage.DOWNLOAD, "writing blob", "storing blob", "copying system image", "copying blob");
        add(
                new RecognizedPullStage(PullStage.DOWNLOAD, AttemptCredentialPresence.NOT_SAID),
                ANYWHERE,
                "content.v1.content",
                "getimageblob");
        addUnpackingPhase(
                "failed to extract layer", "failed to extract", "failed to unpack", "failed to register layer");
        addUnpackingPhase(
                "failed to apply layer", "error applying layer", "applying layer", "adding layer", "committing layer");
        addUnpackingPhase("failed to prepare extraction snapshot", "hcsshim::importlayer", "hcsshim::processbaselayer");
        addUnpackingPhase("apply layer error", "error processing tar file", "processing tar file", "commitimportlayer");
        addUnpackingPhase("unpigz", "re-exec error");
    }

    private void addNodeErrors() {
        add(SymptomPhrase.RUNTIME_UNREACHABLE, WORD, "dial unix", "transport: error while dialing", "containerd.sock");
        add(SymptomPhrase.NOT_ALLOWED_ON_NODE, WORD, "does not have the proper auth");
        add(SymptomPhrase.PULL_POLICY_NEVER, WORD, "pull policy of never", "errimageneverpull");
        add(SymptomPhrase.PULLS_PER_SECOND, WORD, "pull qps exceeded");
        add(
                SymptomPhrase.PULL_SECRET,
                WORD,
                "unable to retrieve some image pull secrets",
                "unable to retrieve pull secret");
        add(SymptomPhrase.PULL_SECRET, WORD, "failed to get image pull secrets", "failed to retrieve pull secret");
        // Errors of the kubelet for a secret that it cannot parse (pkg/credentialprovider, Go's encoding/json and
        // base64).
        add(SymptomPhrase.PULL_SECRET, WORD, "illegal base64 data at input byte", "unable to parse auth field");
        add(SymptomPhrase.PULL_SECRET, ANYWHERE, "go struct field dockerconfig", "of type credentialprovider.");
        add(SymptomPhrase.REFERENCE_FORMAT, WORD, "invalid reference format", "couldn't parse image reference");
        add(SymptomPhrase.REFERENCE_FORMAT, WORD, "failed to parse image reference", "invalidimagename");
        add(SymptomPhrase.REFERENCE_FORMAT, WORD, "repository name must be lowercase", "did not resolve to an alias");
        add(
                SymptomPhrase.REFERENCE_FORMAT,
                WORD,
                "returns ambiguous list",
                "ambiguous short name",
                "invalid image name");
        add(SymptomPhrase.REFERENCE_FORMAT, WORD, "invalid checksum digest length", "invalid checksum digest format");
        add(SymptomPhrase.REFERENCE_FORMAT, WORD, "unsupported digest algorithm", "cannot specify 64-byte hexadecimal");
        add(
                SymptomPhrase.SIGNATURE,
                WORD,
                "signaturevalidationfailed",
                "signature validation failed",
                "source image rejected");
        add(
                SymptomPhrase.SIGNATURE,
                WORD,
                "signature was required",
                "is rejected by policy",
                "signature verification failed");
        add(
                SymptomPhrase.SIGNATURE,
                WORD,
                "blocked pull of",
                "image verifier",
                "no valid signature",
                "no signature exists");
        add(SymptomPhrase.SIGNATURE, WORD, "image policy", "denied by policy", "no matching signatures", "policy.json");
        add(
                SymptomPhrase.NO_SPACE,
                WORD,
                "no space left on device",
                "not enough space on the disk",
                "disk quota exceeded");
        add(SymptomPhrase.NO_SPACE, WORD, "disk is full", "disk pressure", "diskpressure", "insufficient disk space");
    }

    private void addImageErrors() {
        add(
                SymptomPhrase.PLATFORM,
                WORD,
                "no match for platform",
                "no matching manifest for",
                "no image found in manifest list");
        add(SymptomPhrase.PLATFORM, WORD, "no supported platform found in manifest list");
        add(SymptomPhrase.PLATFORM, WORD, "no image found in image index", "cannot be used on this platform");
        add(SymptomPhrase.PLATFORM, WORD, "does not match the specified platform", "image is incompatible with a");
        // Schema 1: containerd, client/pull.go (2.1), core/remotes/docker/schema1 (to 2.0); Docker,
        // distribution/pull_v2.go; libtrust.
        add(SymptomPhrase.SCHEMA_1, ANYWHERE, "manifest.v1+prettyjws", "docker.distribution.manifest.v1+json");
        add(SymptomPhrase.SCHEMA_1, WORD, "pulling schema 1 images", "schema 1 support", "schema1");
        add(SymptomPhrase.SCHEMA_1, WORD, "unsupported schema version 1", "missing signature key");
        add(SymptomPhrase.SCHEMA_1, SEGMENT, "no signatures");
        add(SymptomPhrase.MEDIA_TYPE, ANYWHERE, "unsupported schema version");
        add(
                SymptomPhrase.MEDIA_TYPE,
                WORD,
                "is no longer supported since",
                "unexpected media type",
                "unsupported media type");
        add(SymptomPhrase.MEDIA_TYPE, WORD, "unsupported docker v2s2 media type", "unsupported oci media type");
        add(
                SymptomPhrase.MEDIA_TYPE,
                WORD,
                "unknown media type",
                "unsupported manifest",
                "mediatype in manifest should be");
        add(SymptomPhrase.MEDIA_TYPE, WORD, "unsupported mediatype", "invalid media type");
        add(
                SymptomPhrase.MEDIA_TYPE,
                WORD,
                "encountered unknown type",
                "manifest schema unsupported",
                "manifest invalid");
        add(SymptomPhrase.MEDIA_TYPE, WORD, "oci index found, but", "oci manifest found, but");
        add(SymptomPhrase.DIGEST, WORD, "unexpected commit digest", "failed size validation", "unexpected commit size");
        add(SymptomPhrase.DIGEST, WORD, "verification failed for digest", "digest did not match", "digest mismatch");
        add(
                SymptomPhrase.DIGEST,
                WORD,
                "does not match digest",
                "wrong diff id calculated",
                "digest invalid",
                "checksum mismatch");
        add(SymptomPhrase.DIGEST, WORD, "content digest does not match", "size mismatch", "blob digest does not match");
        add(SymptomPhrase.SHORT_READ, WORD, "short read", "failed to read expected number of bytes");
        add(
                SymptomPhrase.JSON_DECODING,
                WORD,
                "json: cannot unmarshal",
                "unexpected end of json",
                "looking for beginning of value");
        add(
                SymptomPhrase.JSON_DECODING,
                WORD,
                "looking for beginning of object key string",
                "after object key",
                "after array element",
                "after top-level value",
                "in string literal");
        add(
                SymptomPhrase.DECODING,
                WORD,
                "invalid tar header",
                "gzip: invalid",
                "zlib: invalid",
                "zstd: invalid",
                "corrupt input");
    }

    private void addNetworkCauses() {
        add(SymptomPhrase.PROXY, WORD, "proxyconnect", "proxy authentication required", "authenticationrequired");
        add(SymptomPhrase.PROXY, WORD, "invalid proxy url", "socks connect");
        add(SymptomPhrase.PROXY_REASON, SEGMENT, "forbidden", "bad gateway", "service unavailable", "gateway timeout");
        add(SymptomPhrase.PROXY_REASON, SEGMENT, "gateway time-out", "bad request");
        add(
                SymptomPhrase.CERTIFICATE,
                WORD,
                "x509:",
                "failed to verify certificate",
                "certificate signed by unknown authority");
        add(
                SymptomPhrase.CERTIFICATE,
                WORD,
                "certificate has expired",
                "certificate is not trusted",
                "cannot validate certificate");
        add(ErrorDetailPhrase.CERTIFICATE_OUTDATED, WORD, "certificate has expired", "is not yet valid");
        // Go, crypto/x509/verify.go, since 1.13.
        add(ValueMarkerPhrase.TIME_ON_NODE, WORD, "is not yet valid: current time ");
        add(SymptomPhrase.CERTIFICATE, WORD, "tls: bad certificate", "unknown certificate authority");
        add(SymptomPhrase.LOOKUP, ANYWHERE, ": lookup ");
        add(SymptomPhrase.LOOKUP_FAILED, WORD, "no such host", "server misbehaving", "failure in name resolution");
        add(SymptomPhrase.LOOKUP_FAILED, WORD, "name or service not known", "getaddrinfow", "no such host is known");
        add(ErrorDetailPhrase.NO_SUCH_NAME, WORD, "no such host", "name or service not known");
        // During a pull, only DNS uses UDP.
        add(SymptomPhrase.LOOKUP_FAILED, WORD, "read udp", "write udp", "dial udp");
        add(
                SymptomPhrase.TIMED_OUT,
                WORD,
                "i/o timeout",
                "connection timed out",
                "tls handshake timeout",
                "operation timed out");
    }

    private void addConnectionErrors() {
        add(
                SymptomPhrase.TIMED_OUT,
                WORD,
                "client.timeout",
                "context deadline exceeded",
                "a connection attempt failed because");
        add(
                SymptomPhrase.TIMED_OUT,
                WORD,
                "timeout awaiting response headers",
                "did not properly respond after a period");
        add(SymptomPhrase.TIMED_OUT, WORD, "timeout exceeded", "timed out waiting", "connection time out");
        add(
                SymptomPhrase.CONNECTION,
                WORD,
                "connection refused",
                "connection reset",
                "broken pipe",
                "no route to host");
        add(
                SymptomPhrase.CONNECTION,
                WORD,
                "forcibly closed by the remote host",
                "actively refused",
                "network is unreachable");
        add(
                SymptomPhrase.CONNECTION,
                WORD,
                "connection was aborted",
                "use of closed network connection",
                "unreachable host");
        add(SymptomPhrase.CONNECTION, WORD, "unreachable network", "server closed", "sent goaway", "host is down");
        add(SymptomPhrase.CONNECTION, WORD, "server gave http response to https client", "malformed http response");
        add(
                SymptomPhrase.CONNECTION,
                WORD,
                "does not look like a tls handshake",
                "remote error: tls:",
                "stream error:");
        add(SymptomPhrase.CONNECTION, WORD, "local error: tls:", "protocol version not supported", "connection lost");
        add(SymptomPhrase.CUT_OFF, SEGMENT, "eof", "unexpected eof", "net/http: http/1.x transport connection broken");
        add(
                SymptomPhrase.GIVEN_UP,
                WORD,
                "context canceled",
                "request canceled",
                "operation was canceled",
                "context cancelled");
    }

    private void addRegistryErrors() {
        add(SymptomPhrase.DISALLOWED_TEXT, WORD, "operation is disallowed", "is quarantined", "in quarantine");
        add(SymptomPhrase.TOO_MANY_TEXT, WORD, "toomanyrequests", "too many requests", "rate limit", "rate exceeded");
        add(SymptomPhrase.ALLOWED_IPS_TEXT, WORD, "is not allowed access", "is not allowed to access");
        add(SymptomPhrase.NO_CREDENTIALS, WORD, "no basic auth credentials");
        add(SymptomPhrase.INSUFFICIENT_SCOPE, WORD, "insufficient_scope", "pull access denied");
        add(SymptomPhrase.INSUFFICIENT_SCOPE, WORD, "requested access to the resource is denied");
        add(SymptomPhrase.INSUFFICIENT_SCOPE, WORD, "does not exist or no pull access");
        add(SymptomPhrase.UNAUTHORIZED_TEXT, SEGMENT, "unauthorized", "unauthenticated", "invalid username/password");
        add(SymptomPhrase.UNAUTHORIZED_TEXT, WORD, "authentication required", "authorization failed", "invalid_token");
        add(
                SymptomPhrase.UNAUTHORIZED_TEXT,
                WORD,
                "application not registered with aad",
                "expired_token",
                "token has expired");
        add(
                CredentialErrorPhrase.WRONG_PASSWORD,
                WORD,
                "incorrect username or password",
                "invalid clientid or client secret");
        add(CredentialErrorPhrase.NO_PASSWORD, WORD, "no basic auth credentials");
        add(SymptomPhrase.DENIED_TEXT, SEGMENT, "denied", "access forbidden");
        add(SymptomPhrase.NOT_FOUND_TEXT, WORD, "manifest unknown", "manifest_unknown", "name unknown", "name_unknown");
        add(
                SymptomPhrase.NOT_FOUND_TEXT,
                WORD,
                "blob unknown",
                "blob_unknown",
                "repository name not known to registry");
        add(SymptomPhrase.NOT_FOUND_TEXT, WORD, "unknown blob", "unknown manifest", "repository does not exist");
        add(
                SymptomPhrase.UNAVAILABLE_TEXT,
                WORD,
                "registryunavailable",
                "registry is unavailable",
                "internal server error");
        add(SymptomPhrase.UNAVAILABLE_TEXT, SEGMENT, "unavailable");
        // Source: Azure/acr, issue 754; Docker Hub's own error, which a cache returns.
        add(ErrorDetailPhrase.OF_CACHE_SOURCE, WORD, "to source registry", "for cache rule", "from upstream registry");
        add(ErrorDetailPhrase.OF_CACHE_SOURCE, WORD, "to upstream registry", "you have reached your pull rate limit");
        add(ErrorDetailPhrase.OF_CACHE_SOURCE, WORD, "you have reached your unauthenticated pull rate limit");
    }

    private void addGeneralErrors() {
        add(SymptomPhrase.NOT_FOUND_CLASS, SEGMENT, "not found");
        add(SymptomPhrase.NOT_FOUND_CLASS, WORD, "code = notfound");
        add(SymptomPhrase.DEADLINE_CLASS, WORD, "code = deadlineexceeded");
        add(SymptomPhrase.CANCELED_CLASS, WORD, "code = canceled");
        add(ValueMarkerPhrase.URL, ANYWHERE, "://");
    }

    private void addPhase(PullStage stage, String... texts) {
        add(new RecognizedPullStage(stage, AttemptCredentialPresence.NOT_SAID), WORD, texts);
    }

    private void addUnpackingPhase(String... texts) {
        addPhase(PullStage.UNPACK, texts);
        add(SymptomPhrase.UNPACK, WORD, texts);
    }

    private void add(PhraseMeaning meaning, PhrasePosition place, String... texts) {
        for (String text : texts) {
            phrases.add(new PullErrorPhrase(text, place, meaning));
        }
    }
}
