package io.github.pullresponder.pull;

import static io.github.pullresponder.pull.Phrase.Place.ANYWHERE;
import static io.github.pullresponder.pull.Phrase.Place.SEGMENT;
import static io.github.pullresponder.pull.Phrase.Place.WORD;

import java.util.ArrayList;
import java.util.List;

/**
 * The words in which the kubelet, containerd, CRI-O, Docker, Go's network packages and registries speak of pulls. Words
 * only: what they mean together is decided elsewhere.
 */
final class Vocabulary {

    private static final PhraseAutomaton AUTOMATON = new PhraseAutomaton(new Vocabulary().phrases);

    private final List<Phrase> phrases = new ArrayList<>();

    private Vocabulary() {
        framesOfPulls();
        framesOfOtherWork();
        names();
        phases();
        causesOnTheNode();
        causesInTheImage();
        causesOnTheWay();
        causesInTheConnection();
        answersOfRegistries();
        generalClasses();
    }

    static PhraseAutomaton automaton() {
        return AUTOMATON;
    }

    private void framesOfPulls() {
        add(Frame.KUBELET, WORD, "failed to pull image", "failed to pull", "back-off pulling image", "errimagepull");
        add(Frame.KUBELET, WORD, "imagepullbackoff", "image pull failed", "error pulling image");
        add(Frame.KUBELET, WORD, "registryunavailable", "signaturevalidationfailed");
        add(Frame.PULL, WORD, "failed to pull and unpack image", "failed to get sandbox image", "pulling image failed");
        add(Frame.PULL, WORD, "failed to inspect image", "imageinspecterror", "from image service failed");
        add(Frame.RUNTIME, WORD, "rpc error: code", "error response from daemon");
        for (String opening : AttemptOpenings.TEXTS) {
            add(Frame.LIST, ANYWHERE, "[" + opening);
            add(Frame.NEXT, ANYWHERE, ", " + opening);
        }
        add(Frame.LIST, WORD, "(mirrors also failed: [");
        add(Frame.NEXT, ANYWHERE, "]): ");
    }

    private void framesOfOtherWork() {
        add(Frame.OTHER_WORK, WORD, "container", "containers", "sandbox", "probe", "volume", "volumes", "mount");
        add(
                Frame.OTHER_WORK,
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

    private void names() {
        add(Anchor.QUOTED_IMAGE, WORD, "image \"", "image \\\"", "reference \"", "reference \\\"", "image tag \"");
        add(Anchor.BARE_IMAGE, ANYWHERE, "image pull failed for ", "pull access denied for ", ": manifest for ");
        add(Anchor.REGISTRY_HOST, WORD, "pulling from host ", "container registry ", "docker registry ");
        add(Anchor.MANIFEST, WORD, "reading manifest ");
    }

    private void phases() {
        phase(PullStage.REFERENCE, "failed to apply default image tag");
        phase(PullStage.QUEUE, "failed to inspect image");
        phase(PullStage.RESOLVE, "failed to resolve reference", "failed to resolve image", "initializing source");
        phase(PullStage.RESOLVE, "initializing image from source", "pinging container registry");
        phase(PullStage.RESOLVE, "pinging docker registry", "reading manifest", "determining manifest mime type");
        phase(PullStage.AUTHORIZE, "failed to authorize", "unable to retrieve auth token", "requesting bearer token");
        phase(PullStage.AUTHORIZE, "requesting bear token", "failed to fetch token");
        phase(PullStage.AUTHORIZE, "failed to send token exchange request", "error getting credentials");
        add(new Phase(PullStage.AUTHORIZE, Credentials.PRESENTED), WORD, "failed to fetch oauth token");
        add(new Phase(PullStage.AUTHORIZE, Credentials.NONE), WORD, "failed to fetch anonymous token");
        phase(PullStage.DOWNLOAD, "failed to copy", "httpreadseeker", "failed commit on ref", "fetching blob");
        phase(PullStage.DOWNLOAD, "could not fetch content descriptor", "error pulling image configuration");
        phase(PullStage.DOWNLOAD, "download failed after attempts", "parsing image configuration", "reading blob");
        phase(PullStage.DOWNLOAD, "writing blob", "storing blob", "copying system image", "copying blob");
        add(new Phase(PullStage.DOWNLOAD, Credentials.NOT_SAID), ANYWHERE, "content.v1.content", "getimageblob");
        unpacking("failed to extract layer", "failed to extract", "failed to unpack", "failed to register layer");
        unpacking(
                "failed to apply layer", "error applying layer", "applying layer", "adding layer", "committing layer");
        unpacking("failed to prepare extraction snapshot", "hcsshim::importlayer", "hcsshim::processbaselayer");
        unpacking("apply layer error", "error processing tar file", "processing tar file", "commitimportlayer");
        unpacking("unpigz", "re-exec error");
    }

    private void causesOnTheNode() {
        add(Clue.RUNTIME_UNREACHABLE, WORD, "dial unix", "transport: error while dialing", "containerd.sock");
        add(Clue.PULL_POLICY_NEVER, WORD, "pull policy of never", "errimageneverpull");
        add(Clue.PULLS_PER_SECOND, WORD, "pull qps exceeded");
        add(Clue.PULL_SECRET, WORD, "unable to retrieve some image pull secrets", "unable to retrieve pull secret");
        add(Clue.PULL_SECRET, WORD, "failed to get image pull secrets", "failed to retrieve pull secret");
        add(Clue.REFERENCE_FORMAT, WORD, "invalid reference format", "couldn't parse image reference");
        add(Clue.REFERENCE_FORMAT, WORD, "failed to parse image reference", "invalidimagename");
        add(Clue.REFERENCE_FORMAT, WORD, "repository name must be lowercase", "did not resolve to an alias");
        add(Clue.REFERENCE_FORMAT, WORD, "returns ambiguous list", "ambiguous short name", "invalid image name");
        add(Clue.REFERENCE_FORMAT, WORD, "invalid checksum digest length", "invalid checksum digest format");
        add(Clue.REFERENCE_FORMAT, WORD, "unsupported digest algorithm", "cannot specify 64-byte hexadecimal");
        add(Clue.SIGNATURE, WORD, "signaturevalidationfailed", "signature validation failed", "source image rejected");
        add(Clue.SIGNATURE, WORD, "signature was required", "is rejected by policy", "signature verification failed");
        add(Clue.SIGNATURE, WORD, "blocked pull of", "image verifier", "no valid signature", "no signature exists");
        add(Clue.SIGNATURE, WORD, "image policy", "denied by policy", "no matching signatures", "policy.json");
        add(Clue.NO_SPACE, WORD, "no space left on device", "not enough space on the disk", "disk quota exceeded");
        add(Clue.NO_SPACE, WORD, "disk is full", "disk pressure", "diskpressure", "insufficient disk space");
    }

    private void causesInTheImage() {
        add(
                Clue.PLATFORM,
                WORD,
                "no match for platform",
                "no matching manifest for",
                "no image found in manifest list");
        add(Clue.PLATFORM, WORD, "no image found in image index", "cannot be used on this platform");
        add(Clue.PLATFORM, WORD, "does not match the specified platform", "image is incompatible with a");
        add(Clue.MEDIA_TYPE, ANYWHERE, "manifest.v1+prettyjws", "manifest.v1+json", "unsupported schema version");
        add(Clue.MEDIA_TYPE, WORD, "is no longer supported since", "unexpected media type", "unsupported media type");
        add(Clue.MEDIA_TYPE, WORD, "unsupported docker v2s2 media type", "unsupported oci media type");
        add(Clue.MEDIA_TYPE, WORD, "unknown media type", "unsupported manifest", "mediatype in manifest should be");
        add(Clue.MEDIA_TYPE, WORD, "schema 1 support", "schema1", "unsupported mediatype", "invalid media type");
        add(Clue.MEDIA_TYPE, WORD, "encountered unknown type", "manifest schema unsupported", "manifest invalid");
        add(Clue.MEDIA_TYPE, WORD, "oci index found, but", "oci manifest found, but");
        add(Clue.DIGEST, WORD, "unexpected commit digest", "failed size validation", "unexpected commit size");
        add(Clue.DIGEST, WORD, "verification failed for digest", "digest did not match", "digest mismatch");
        add(
                Clue.DIGEST,
                WORD,
                "does not match digest",
                "wrong diff id calculated",
                "digest invalid",
                "checksum mismatch");
        add(Clue.DIGEST, WORD, "content digest does not match", "size mismatch", "blob digest does not match");
        add(Clue.SHORT_READ, WORD, "short read", "failed to read expected number of bytes");
        add(Clue.DECODING, WORD, "looking for beginning of value", "invalid tar header", "unexpected end of json");
        add(Clue.DECODING, WORD, "gzip: invalid", "zlib: invalid", "zstd: invalid", "corrupt input");
    }

    private void causesOnTheWay() {
        add(Clue.PROXY, WORD, "proxyconnect", "proxy authentication required", "authenticationrequired");
        add(Clue.PROXY, WORD, "invalid proxy url", "socks connect");
        add(Clue.PROXY_REASON, SEGMENT, "forbidden", "bad gateway", "service unavailable", "gateway timeout");
        add(Clue.PROXY_REASON, SEGMENT, "gateway time-out", "bad request");
        add(Clue.CERTIFICATE, WORD, "x509:", "failed to verify certificate", "certificate signed by unknown authority");
        add(
                Clue.CERTIFICATE,
                WORD,
                "certificate has expired",
                "certificate is not trusted",
                "cannot validate certificate");
        add(Clue.CERTIFICATE, WORD, "tls: bad certificate", "unknown certificate authority");
        add(Clue.LOOKUP, ANYWHERE, ": lookup ");
        add(Clue.LOOKUP_FAILED, WORD, "no such host", "server misbehaving", "failure in name resolution");
        add(Clue.LOOKUP_FAILED, WORD, "name or service not known", "getaddrinfow", "no such host is known");
        // Only name servers are asked over UDP during a pull.
        add(Clue.LOOKUP_FAILED, WORD, "read udp", "write udp", "dial udp");
        add(
                Clue.TIMED_OUT,
                WORD,
                "i/o timeout",
                "connection timed out",
                "tls handshake timeout",
                "operation timed out");
    }

    private void causesInTheConnection() {
        add(Clue.TIMED_OUT, WORD, "client.timeout", "context deadline exceeded", "a connection attempt failed because");
        add(Clue.TIMED_OUT, WORD, "timeout awaiting response headers", "did not properly respond after a period");
        add(Clue.TIMED_OUT, WORD, "timeout exceeded", "timed out waiting", "connection time out");
        add(Clue.CONNECTION, WORD, "connection refused", "connection reset", "broken pipe", "no route to host");
        add(Clue.CONNECTION, WORD, "forcibly closed by the remote host", "actively refused", "network is unreachable");
        add(Clue.CONNECTION, WORD, "connection was aborted", "use of closed network connection", "unreachable host");
        add(Clue.CONNECTION, WORD, "unreachable network", "server closed", "sent goaway", "host is down");
        add(Clue.CONNECTION, WORD, "server gave http response to https client", "malformed http response");
        add(Clue.CONNECTION, WORD, "does not look like a tls handshake", "remote error: tls:", "stream error:");
        add(Clue.CONNECTION, WORD, "local error: tls:", "protocol version not supported", "connection lost");
        add(Clue.CUT_OFF, SEGMENT, "eof", "unexpected eof", "net/http: http/1.x transport connection broken");
        add(Clue.GIVEN_UP, WORD, "context canceled", "request canceled", "operation was canceled", "context cancelled");
    }

    private void answersOfRegistries() {
        add(Clue.DISALLOWED_TEXT, WORD, "operation is disallowed", "is quarantined", "in quarantine");
        add(Clue.TOO_MANY_TEXT, WORD, "toomanyrequests", "too many requests", "rate limit", "rate exceeded");
        add(Clue.ALLOWED_IPS_TEXT, WORD, "is not allowed access", "is not allowed to access");
        add(Clue.NO_CREDENTIALS, WORD, "no basic auth credentials");
        add(Clue.INSUFFICIENT_SCOPE, WORD, "insufficient_scope", "pull access denied");
        add(Clue.INSUFFICIENT_SCOPE, WORD, "requested access to the resource is denied");
        add(Clue.INSUFFICIENT_SCOPE, WORD, "does not exist or no pull access");
        add(Clue.UNAUTHORIZED_TEXT, SEGMENT, "unauthorized", "unauthenticated", "invalid username/password");
        add(Clue.UNAUTHORIZED_TEXT, WORD, "authentication required", "authorization failed", "invalid_token");
        add(Clue.UNAUTHORIZED_TEXT, WORD, "application not registered with aad", "expired_token", "token has expired");
        add(
                CredentialsWord.WRONG_PASSWORD,
                WORD,
                "incorrect username or password",
                "invalid clientid or client secret");
        add(CredentialsWord.NO_PASSWORD, WORD, "no basic auth credentials");
        add(Clue.DENIED_TEXT, SEGMENT, "denied", "access forbidden");
        add(Clue.NOT_FOUND_TEXT, WORD, "manifest unknown", "manifest_unknown", "name unknown", "name_unknown");
        add(Clue.NOT_FOUND_TEXT, WORD, "blob unknown", "blob_unknown", "repository name not known to registry");
        add(Clue.NOT_FOUND_TEXT, WORD, "unknown blob", "unknown manifest", "repository does not exist");
        add(Clue.UNAVAILABLE_TEXT, WORD, "registryunavailable", "registry is unavailable", "internal server error");
        add(Clue.UNAVAILABLE_TEXT, SEGMENT, "unavailable");
    }

    private void generalClasses() {
        add(Clue.NOT_FOUND_CLASS, SEGMENT, "not found");
        add(Clue.NOT_FOUND_CLASS, WORD, "code = notfound");
        add(Clue.DEADLINE_CLASS, WORD, "code = deadlineexceeded");
        add(Clue.CANCELED_CLASS, WORD, "code = canceled");
        add(Anchor.URL, ANYWHERE, "://");
    }

    private void phase(PullStage stage, String... texts) {
        add(new Phase(stage, Credentials.NOT_SAID), WORD, texts);
    }

    private void unpacking(String... texts) {
        phase(PullStage.UNPACK, texts);
        add(Clue.UNPACK, WORD, texts);
    }

    private void add(Meaning meaning, Phrase.Place place, String... texts) {
        for (String text : texts) {
            phrases.add(new Phrase(text, place, meaning));
        }
    }
}
