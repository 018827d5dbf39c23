package io.github.pullresponder.pullerror;

import static io.github.pullresponder.pullerror.Phrase.PhraseBoundary.ANYWHERE;
import static io.github.pullresponder.pullerror.Phrase.PhraseBoundary.OPENING;
import static io.github.pullresponder.pullerror.Phrase.PhraseBoundary.SEGMENT;
import static io.github.pullresponder.pullerror.Phrase.PhraseBoundary.WORD;

import io.github.pullresponder.pullerror.Phrase.PhraseBoundary;
import java.util.ArrayList;
import java.util.List;

/**
 * The phrases of the kubelet, containerd, CRI-O, Docker, Go's network packages and registries about pulls. Contains phrases
 * only: other classes combine their meanings.
 */
final class PhraseTable {

    private static final PhraseAutomaton AUTOMATON = new PhraseAutomaton(new PhraseTable().phrases);

    private final List<Phrase> phrases = new ArrayList<>();

    private PhraseTable() {
        sectionsOfPulls();
        sectionsOfOtherWork();
        addNamePrefixes();
        addPhases();
        addNodeErrors();
        addImageErrors();
        causesInTheNetwork();
        addConnectionErrors();
        addRegistryErrors();
        addGeneralErrors();
    }

    static PhraseAutomaton automaton() {
        return AUTOMATON;
    }

    private void sectionsOfPulls() {
        add(
                MessageSection.KUBELET,
                WORD,
                "failed to pull image",
                "failed to pull",
                "back-off pulling image",
                "errimagepull");
        add(MessageSection.KUBELET, WORD, "imagepullbackoff", "image pull failed", "error pulling image");
        // The kubelet of the time of Docker (dockershim), about the sandbox image.
        add(MessageSection.KUBELET, WORD, "failed pulling image");
        add(MessageSection.KUBELET, WORD, "registryunavailable", "signaturevalidationfailed");
        add(
                MessageSection.PULL,
                WORD,
                "failed to pull and unpack image",
                "failed to get sandbox image",
                "pulling image failed");
        add(MessageSection.PULL, WORD, "failed to inspect image", "imageinspecterror", "from image service failed");
        add(MessageSection.RUNTIME, WORD, "rpc error: code", "error response from daemon");
        // OCI distribution specification, "Error Codes"; logs escape the quotes.
        add(MessageSection.REGISTRY_ANSWER, ANYWHERE, "\"errors\":[", "\"errors\": [");
        add(MessageSection.REGISTRY_ANSWER, ANYWHERE, "\\\"errors\\\":[", "\\\"errors\\\": [");
        for (String opening : AttemptOpenings.TEXTS) {
            add(MessageSection.LIST, ANYWHERE, "[" + opening);
            add(MessageSection.NEXT, ANYWHERE, ", " + opening);
        }
        add(MessageSection.LIST, WORD, "(mirrors also failed: [");
        add(MessageSection.NEXT, ANYWHERE, "]): ");
    }

    private void sectionsOfOtherWork() {
        add(
                MessageSection.OTHER_WORK,
                WORD,
                "container",
                "containers",
                "sandbox",
                "probe",
                "volume",
                "volumes",
                "mount");
        add(
                MessageSection.OTHER_WORK,
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
                PhrasePosition.QUOTED_IMAGE,
                WORD,
                "image \"",
                "image \\\"",
                "reference \"",
                "reference \\\"",
                "image tag \"");
        add(PhrasePosition.BARE_IMAGE, ANYWHERE, "image pull failed for ", "pull access denied for ");
        // Docker, distribution/errors.go; a platform follows "no matching manifest for".
        add(PhrasePosition.MANIFEST_OF_IMAGE, OPENING, "manifest for ");
        add(PhrasePosition.REGISTRY_HOST, WORD, "pulling from host ", "container registry ", "docker registry ");
        add(PhrasePosition.MANIFEST, WORD, "reading manifest ");
        // Go, net.OpError: contains the address after the name is resolved.
        add(PhrasePosition.DIALED, WORD, "dial tcp ", "dial tcp4 ", "dial tcp6 ");
        add(PhrasePosition.CONNECTED, WORD, "read tcp ", "write tcp ");
        add(PhrasePosition.CLIENT_ADDRESS, WORD, "client with ip ");
        // Go, crypto/x509: UnknownAuthorityError.
        add(
                PhrasePosition.AUTHORITY,
                WORD,
                "candidate authority certificate \"",
                "candidate authority certificate \\\"");
    }

    private void addPhases() {
        phase(PullStage.REFERENCE, "failed to apply default image tag");
        phase(PullStage.QUEUE, "failed to inspect image");
        phase(PullStage.RESOLVE, "failed to resolve reference", "failed to resolve image", "initializing source");
        phase(PullStage.RESOLVE, "initializing image from source", "pinging container registry");
        phase(PullStage.RESOLVE, "pinging docker registry", "reading manifest", "determining manifest mime type");
        phase(PullStage.AUTHORIZE, "failed to authorize", "unable to retrieve auth token", "requesting bearer token");
        phase(PullStage.AUTHORIZE, "requesting bear token", "failed to fetch token");
        phase(PullStage.AUTHORIZE, "failed to send token exchange request", "error getting credentials");
        add(new PullPhase(PullStage.AUTHORIZE, CredentialsPresence.PRESENTED), WORD, "failed to fetch oauth token");
        add(new PullPhase(PullStage.AUTHORIZE, CredentialsPresence.NONE), WORD, "failed to fetch anonymous token");
        phase(PullStage.DOWNLOAD, "failed to copy", "httpreadseeker", "failed commit on ref", "fetching blob");
        phase(PullStage.DOWNLOAD, "could not fetch content descriptor", "error pulling image configuration");
        phase(PullStage.DOWNLOAD, "download failed after attempts", "parsing image configuration", "reading blob");
        phase(PullStage.DOWNLOAD, "writing blob", "storing blob", "copying system image", "copying blob");
        add(
                new PullPhase(PullStage.DOWNLOAD, CredentialsPresence.NOT_SAID),
                ANYWHERE,
                "content.v1.content",
                "getimageblob");
        unpacking("failed to extract layer", "failed to extract", "failed to unpack", "failed to register layer");
        unpacking(
                "failed to apply layer", "error applying layer", "applying layer", "adding layer", "committing layer");
        unpacking("failed to prepare extraction snapshot", "hcsshim::importlayer", "hcsshim::processbaselayer");
        unpacking("apply layer error", "error processing tar file", "processing tar file", "commitimportlayer");
        unpacking("unpigz", "re-exec error");
    }

    private void addNodeErrors() {
        add(PhraseMatch.RUNTIME_UNREACHABLE, WORD, "dial unix", "transport: error while dialing", "containerd.sock");
        add(PhraseMatch.NOT_ALLOWED_ON_NODE, WORD, "does not have the proper auth");
        add(PhraseMatch.PULL_POLICY_NEVER, WORD, "pull policy of never", "errimageneverpull");
        add(PhraseMatch.PULLS_PER_SECOND, WORD, "pull qps exceeded");
        add(
                PhraseMatch.PULL_SECRET,
                WORD,
                "unable to retrieve some image pull secrets",
                "unable to retrieve pull secret");
        add(PhraseMatch.PULL_SECRET, WORD, "failed to get image pull secrets", "failed to retrieve pull secret");
        // Errors of the kubelet for a secret that it cannot parse (pkg/credentialprovider, Go's encoding/json and
        // base64).
        add(PhraseMatch.PULL_SECRET, WORD, "illegal base64 data at input byte", "unable to parse auth field");
        add(PhraseMatch.PULL_SECRET, ANYWHERE, "go struct field dockerconfig", "of type credentialprovider.");
        add(PhraseMatch.REFERENCE_FORMAT, WORD, "invalid reference format", "couldn't parse image reference");
        add(PhraseMatch.REFERENCE_FORMAT, WORD, "failed to parse image reference", "invalidimagename");
        add(PhraseMatch.REFERENCE_FORMAT, WORD, "repository name must be lowercase", "did not resolve to an alias");
        add(PhraseMatch.REFERENCE_FORMAT, WORD, "returns ambiguous list", "ambiguous short name", "invalid image name");
        add(PhraseMatch.REFERENCE_FORMAT, WORD, "invalid checksum digest length", "invalid checksum digest format");
        add(PhraseMatch.REFERENCE_FORMAT, WORD, "unsupported digest algorithm", "cannot specify 64-byte hexadecimal");
        add(
                PhraseMatch.SIGNATURE,
                WORD,
                "signaturevalidationfailed",
                "signature validation failed",
                "source image rejected");
        add(
                PhraseMatch.SIGNATURE,
                WORD,
                "signature was required",
                "is rejected by policy",
                "signature verification failed");
        add(
                PhraseMatch.SIGNATURE,
                WORD,
                "blocked pull of",
                "image verifier",
                "no valid signature",
                "no signature exists");
        add(PhraseMatch.SIGNATURE, WORD, "image policy", "denied by policy", "no matching signatures", "policy.json");
        add(
                PhraseMatch.NO_SPACE,
                WORD,
                "no space left on device",
                "not enough space on the disk",
                "disk quota exceeded");
        add(PhraseMatch.NO_SPACE, WORD, "disk is full", "disk pressure", "diskpressure", "insufficient disk space");
    }

    private void addImageErrors() {
        add(
                PhraseMatch.PLATFORM,
                WORD,
                "no match for platform",
                "no matching manifest for",
                "no image found in manifest list");
        add(PhraseMatch.PLATFORM, WORD, "no supported platform found in manifest list");
        add(PhraseMatch.PLATFORM, WORD, "no image found in image index", "cannot be used on this platform");
        add(PhraseMatch.PLATFORM, WORD, "does not match the specified platform", "image is incompatible with a");
        // Schema 1: containerd, client/pull.go (2.1), core/remotes/docker/schema1 (to 2.0); Docker,
        // distribution/pull_v2.go; libtrust.
        add(PhraseMatch.SCHEMA_1, ANYWHERE, "manifest.v1+prettyjws", "docker.distribution.manifest.v1+json");
        add(PhraseMatch.SCHEMA_1, WORD, "pulling schema 1 images", "schema 1 support", "schema1");
        add(PhraseMatch.SCHEMA_1, WORD, "unsupported schema version 1", "missing signature key");
        add(PhraseMatch.SCHEMA_1, SEGMENT, "no signatures");
        add(PhraseMatch.MEDIA_TYPE, ANYWHERE, "unsupported schema version");
        add(
                PhraseMatch.MEDIA_TYPE,
                WORD,
                "is no longer supported since",
                "unexpected media type",
                "unsupported media type");
        add(PhraseMatch.MEDIA_TYPE, WORD, "unsupported docker v2s2 media type", "unsupported oci media type");
        add(
                PhraseMatch.MEDIA_TYPE,
                WORD,
                "unknown media type",
                "unsupported manifest",
                "mediatype in manifest should be");
        add(PhraseMatch.MEDIA_TYPE, WORD, "unsupported mediatype", "invalid media type");
        add(
                PhraseMatch.MEDIA_TYPE,
                WORD,
                "encountered unknown type",
                "manifest schema unsupported",
                "manifest invalid");
        add(PhraseMatch.MEDIA_TYPE, WORD, "oci index found, but", "oci manifest found, but");
        add(PhraseMatch.DIGEST, WORD, "unexpected commit digest", "failed size validation", "unexpected commit size");
        add(PhraseMatch.DIGEST, WORD, "verification failed for digest", "digest did not match", "digest mismatch");
        add(
                PhraseMatch.DIGEST,
                WORD,
                "does not match digest",
                "wrong diff id calculated",
                "digest invalid",
                "checksum mismatch");
        add(PhraseMatch.DIGEST, WORD, "content digest does not match", "size mismatch", "blob digest does not match");
        add(PhraseMatch.SHORT_READ, WORD, "short read", "failed to read expected number of bytes");
        add(
                PhraseMatch.JSON_DECODING,
                WORD,
                "json: cannot unmarshal",
                "unexpected end of json",
                "looking for beginning of value");
        add(
                PhraseMatch.JSON_DECODING,
                WORD,
                "looking for beginning of object key string",
                "after object key",
                "after array element",
                "after top-level value",
                "in string literal");
        add(
                PhraseMatch.DECODING,
                WORD,
                "invalid tar header",
                "gzip: invalid",
                "zlib: invalid",
                "zstd: invalid",
                "corrupt input");
    }

    private void causesInTheNetwork() {
        add(PhraseMatch.PROXY, WORD, "proxyconnect", "proxy authentication required", "authenticationrequired");
        add(PhraseMatch.PROXY, WORD, "invalid proxy url", "socks connect");
        add(PhraseMatch.PROXY_REASON, SEGMENT, "forbidden", "bad gateway", "service unavailable", "gateway timeout");
        add(PhraseMatch.PROXY_REASON, SEGMENT, "gateway time-out", "bad request");
        add(
                PhraseMatch.CERTIFICATE,
                WORD,
                "x509:",
                "failed to verify certificate",
                "certificate signed by unknown authority");
        add(
                PhraseMatch.CERTIFICATE,
                WORD,
                "certificate has expired",
                "certificate is not trusted",
                "cannot validate certificate");
        add(ErrorDetail.CERTIFICATE_OUTDATED, WORD, "certificate has expired", "is not yet valid");
        // Go, crypto/x509/verify.go, since 1.13.
        add(PhrasePosition.TIME_ON_NODE, WORD, "is not yet valid: current time ");
        add(PhraseMatch.CERTIFICATE, WORD, "tls: bad certificate", "unknown certificate authority");
        add(PhraseMatch.LOOKUP, ANYWHERE, ": lookup ");
        add(PhraseMatch.LOOKUP_FAILED, WORD, "no such host", "server misbehaving", "failure in name resolution");
        add(PhraseMatch.LOOKUP_FAILED, WORD, "name or service not known", "getaddrinfow", "no such host is known");
        add(ErrorDetail.NO_SUCH_NAME, WORD, "no such host", "name or service not known");
        // During a pull, only DNS uses UDP.
        add(PhraseMatch.LOOKUP_FAILED, WORD, "read udp", "write udp", "dial udp");
        add(
                PhraseMatch.TIMED_OUT,
                WORD,
                "i/o timeout",
                "connection timed out",
                "tls handshake timeout",
                "operation timed out");
    }

    private void addConnectionErrors() {
        add(
                PhraseMatch.TIMED_OUT,
                WORD,
                "client.timeout",
                "context deadline exceeded",
                "a connection attempt failed because");
        add(
                PhraseMatch.TIMED_OUT,
                WORD,
                "timeout awaiting response headers",
                "did not properly respond after a period");
        add(PhraseMatch.TIMED_OUT, WORD, "timeout exceeded", "timed out waiting", "connection time out");
        add(PhraseMatch.CONNECTION, WORD, "connection refused", "connection reset", "broken pipe", "no route to host");
        add(
                PhraseMatch.CONNECTION,
                WORD,
                "forcibly closed by the remote host",
                "actively refused",
                "network is unreachable");
        add(
                PhraseMatch.CONNECTION,
                WORD,
                "connection was aborted",
                "use of closed network connection",
                "unreachable host");
        add(PhraseMatch.CONNECTION, WORD, "unreachable network", "server closed", "sent goaway", "host is down");
        add(PhraseMatch.CONNECTION, WORD, "server gave http response to https client", "malformed http response");
        add(PhraseMatch.CONNECTION, WORD, "does not look like a tls handshake", "remote error: tls:", "stream error:");
        add(PhraseMatch.CONNECTION, WORD, "local error: tls:", "protocol version not supported", "connection lost");
        add(PhraseMatch.CUT_OFF, SEGMENT, "eof", "unexpected eof", "net/http: http/1.x transport connection broken");
        add(
                PhraseMatch.GIVEN_UP,
                WORD,
                "context canceled",
                "request canceled",
                "operation was canceled",
                "context cancelled");
    }

    private void addRegistryErrors() {
        add(PhraseMatch.DISALLOWED_TEXT, WORD, "operation is disallowed", "is quarantined", "in quarantine");
        add(PhraseMatch.TOO_MANY_TEXT, WORD, "toomanyrequests", "too many requests", "rate limit", "rate exceeded");
        add(PhraseMatch.ALLOWED_IPS_TEXT, WORD, "is not allowed access", "is not allowed to access");
        add(PhraseMatch.NO_CREDENTIALS, WORD, "no basic auth credentials");
        add(PhraseMatch.INSUFFICIENT_SCOPE, WORD, "insufficient_scope", "pull access denied");
        add(PhraseMatch.INSUFFICIENT_SCOPE, WORD, "requested access to the resource is denied");
        add(PhraseMatch.INSUFFICIENT_SCOPE, WORD, "does not exist or no pull access");
        add(PhraseMatch.UNAUTHORIZED_TEXT, SEGMENT, "unauthorized", "unauthenticated", "invalid username/password");
        add(PhraseMatch.UNAUTHORIZED_TEXT, WORD, "authentication required", "authorization failed", "invalid_token");
        add(
                PhraseMatch.UNAUTHORIZED_TEXT,
                WORD,
                "application not registered with aad",
                "expired_token",
                "token has expired");
        add(
                CredentialsPhrase.WRONG_PASSWORD,
                WORD,
                "incorrect username or password",
                "invalid clientid or client secret");
        add(CredentialsPhrase.NO_PASSWORD, WORD, "no basic auth credentials");
        add(PhraseMatch.DENIED_TEXT, SEGMENT, "denied", "access forbidden");
        add(PhraseMatch.NOT_FOUND_TEXT, WORD, "manifest unknown", "manifest_unknown", "name unknown", "name_unknown");
        add(PhraseMatch.NOT_FOUND_TEXT, WORD, "blob unknown", "blob_unknown", "repository name not known to registry");
        add(PhraseMatch.NOT_FOUND_TEXT, WORD, "unknown blob", "unknown manifest", "repository does not exist");
        add(
                PhraseMatch.UNAVAILABLE_TEXT,
                WORD,
                "registryunavailable",
                "registry is unavailable",
                "internal server error");
        add(PhraseMatch.UNAVAILABLE_TEXT, SEGMENT, "unavailable");
        // Source: Azure/acr, issue 754; Docker Hub's own error, which a cache returns.
        add(ErrorDetail.OF_CACHE_SOURCE, WORD, "to source registry", "for cache rule", "from upstream registry");
        add(ErrorDetail.OF_CACHE_SOURCE, WORD, "to upstream registry", "you have reached your pull rate limit");
        add(ErrorDetail.OF_CACHE_SOURCE, WORD, "you have reached your unauthenticated pull rate limit");
    }

    private void addGeneralErrors() {
        add(PhraseMatch.NOT_FOUND_CLASS, SEGMENT, "not found");
        add(PhraseMatch.NOT_FOUND_CLASS, WORD, "code = notfound");
        add(PhraseMatch.DEADLINE_CLASS, WORD, "code = deadlineexceeded");
        add(PhraseMatch.CANCELED_CLASS, WORD, "code = canceled");
        add(PhrasePosition.URL, ANYWHERE, "://");
    }

    private void phase(PullStage stage, String... texts) {
        add(new PullPhase(stage, CredentialsPresence.NOT_SAID), WORD, texts);
    }

    private void unpacking(String... texts) {
        phase(PullStage.UNPACK, texts);
        add(PhraseMatch.UNPACK, WORD, texts);
    }

    private void add(PhraseMeaning meaning, PhraseBoundary place, String... texts) {
        for (String text : texts) {
            phrases.add(new Phrase(text, place, meaning));
        }
    }
}
