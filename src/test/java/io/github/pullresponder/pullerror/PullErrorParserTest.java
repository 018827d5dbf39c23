package io.github.pullresponder.pullerror;

import static io.github.pullresponder.pullerror.AttemptCredentialPresence.NONE;
import static io.github.pullresponder.pullerror.AttemptCredentialPresence.NOT_SAID;
import static io.github.pullresponder.pullerror.AttemptCredentialPresence.PRESENTED;
import static io.github.pullresponder.pullerror.PullStage.AUTHORIZE;
import static io.github.pullresponder.pullerror.PullStage.DOWNLOAD;
import static io.github.pullresponder.pullerror.PullStage.QUEUE;
import static io.github.pullresponder.pullerror.PullStage.REFERENCE;
import static io.github.pullresponder.pullerror.PullStage.RESOLVE;
import static io.github.pullresponder.pullerror.PullStage.SECRET;
import static io.github.pullresponder.pullerror.PullStage.UNKNOWN;
import static io.github.pullresponder.pullerror.PullStage.UNPACK;
import static io.github.pullresponder.pullerror.PullStage.VERIFY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests messages of versions and runtimes that the corpus does not contain. */
class PullErrorParserTest {

    private static final String KUBELET = "Failed to pull image \"x.azurecr.io/app:1\": ";
    private static final String RPC = KUBELET + "rpc error: code = Unknown desc = ";
    private static final String CONTAINERD = RPC + "failed to pull and unpack image \"x.azurecr.io/app:1\": ";
    private static final String RESOLVING = CONTAINERD + "failed to resolve reference \"x.azurecr.io/app:1\": ";
    private static final String HEAD =
            RESOLVING + "failed to do request: Head \"https://x.azurecr.io/v2/app/manifests/1\": ";
    private static final String BLOB =
            CONTAINERD + "failed to copy: httpReadSeeker: failed open: failed to do request: Get"
                    + " \"https://x.westeurope.data.azurecr.io/9a/data?sig=s3cret\": ";
    private static final String TOKEN = RESOLVING + "failed to authorize: failed to fetch oauth token: Post"
            + " \"https://x.azurecr.io/oauth2/token\": ";
    private static final String CRIO = RPC + "initializing source docker://x.azurecr.io/app:1: ";
    private static final String DOCKER = RPC + "Error response from daemon: ";
    private static final String DOCKER_GET = DOCKER + "Get \"https://x.azurecr.io/v2/\": ";
    private static final String SHA = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final String REGISTRY = "x.azurecr.io";
    private static final String DATA = "x.westeurope.data.azurecr.io";
    private static final String NOBODY = null;

    static final List<Row> CONTAINERD_ROWS = List.of(
            row(HEAD + "dial tcp 10.1.2.4:443: connect: connection refused", Symptom.CONNECTION_FAILED, RESOLVE),
            row(
                    HEAD + "read tcp 10.0.0.4:41234->20.1.2.3:443: read: connection reset by peer",
                    Symptom.CONNECTION_FAILED,
                    RESOLVE),
            row(HEAD + "dial tcp 10.1.2.4:443: connect: no route to host", Symptom.CONNECTION_FAILED, RESOLVE),
            row(
                    HEAD + "dial tcp [2603:1030::1]:443: connect: network is unreachable",
                    Symptom.CONNECTION_FAILED,
                    RESOLVE),
            row(HEAD + "http: server gave HTTP response to HTTPS client", Symptom.CONNECTION_FAILED, RESOLVE),
            row(HEAD + "remote error: tls: handshake failure", Symptom.CONNECTION_FAILED, RESOLVE),
            row(HEAD + "tls: first record does not look like a TLS handshake", Symptom.CONNECTION_FAILED, RESOLVE),
            row(HEAD + "net/http: TLS handshake timeout", Symptom.TIMEOUT, RESOLVE),
            row(
                    HEAD + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
                    Symptom.TIMEOUT,
                    RESOLVE),
            row(HEAD + "dial tcp 10.1.2.4:443: connect: connection timed out", Symptom.TIMEOUT, RESOLVE),
            row(
                    HEAD
                            + "dial tcp 20.1.2.3:443: connectex: A connection attempt failed because the connected party did not"
                            + " properly respond after a period of time, or established connection failed because connected host"
                            + " has failed to respond.",
                    Symptom.TIMEOUT,
                    RESOLVE),
            row(
                    HEAD
                            + "dial tcp 20.1.2.3:443: connectex: No connection could be made because the target machine actively"
                            + " refused it.",
                    Symptom.CONNECTION_FAILED,
                    RESOLVE),
            row(
                    HEAD
                            + "read tcp 10.0.0.4:49722->20.1.2.3:443: wsarecv: An existing connection was forcibly closed by the"
                            + " remote host.",
                    Symptom.CONNECTION_FAILED,
                    RESOLVE),
            row(
                    HEAD
                            + "dial tcp: lookup x.azurecr.io on 10.0.0.10:53: read udp 10.240.0.4:4->10.0.0.10:53: i/o timeout",
                    Symptom.HOST_NOT_RESOLVED,
                    RESOLVE),
            row(
                    HEAD + "dial tcp: lookup x.azurecr.io: Temporary failure in name resolution",
                    Symptom.HOST_NOT_RESOLVED,
                    RESOLVE),
            row(
                    HEAD
                            + "dial tcp: lookup x.azurecr.io on [::1]:53: read udp [::1]:4->[::1]:53: read: connection refused",
                    Symptom.HOST_NOT_RESOLVED,
                    RESOLVE),
            row(
                    HEAD + "dial tcp: lookup x.azurecr.io: getaddrinfow: No such host is known.",
                    Symptom.HOST_NOT_RESOLVED,
                    RESOLVE),
            row(HEAD + "proxyconnect tcp: dial tcp 10.9.9.9:3128: i/o timeout", Symptom.PROXY_FAILED, RESOLVE),
            row(
                    HEAD + "proxyconnect tcp: dial tcp: lookup proxy.corp on 10.0.0.10:53: no such host",
                    Symptom.PROXY_FAILED,
                    RESOLVE),
            row(HEAD + "Proxy Authentication Required", Symptom.PROXY_FAILED, RESOLVE),
            row(HEAD + "Forbidden", Symptom.PROXY_FAILED, RESOLVE),
            row(
                    HEAD
                            + "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time"
                            + " 2026-11-22T10:00:00Z is after 2026-11-01T00:00:00Z",
                    Symptom.UNTRUSTED_CERTIFICATE,
                    RESOLVE),
            row(
                    HEAD + "x509: certificate is valid for *.corp.example, not x.azurecr.io",
                    Symptom.UNTRUSTED_CERTIFICATE,
                    RESOLVE),
            row(
                    RESOLVING
                            + "unexpected status from HEAD request to https://x.azurecr.io/v2/app/manifests/1: 407 Proxy"
                            + " Authentication Required",
                    Symptom.PROXY_FAILED,
                    RESOLVE),
            row(
                    RESOLVING
                            + "unexpected status from HEAD request to https://x.azurecr.io/v2/app/manifests/1: 502 Bad"
                            + " Gateway",
                    Symptom.REGISTRY_ERROR,
                    RESOLVE),
            row(
                    RESOLVING
                            + "unexpected status from HEAD request to https://x.azurecr.io/v2/app/manifests/1: 504 Gateway"
                            + " Timeout",
                    Symptom.REGISTRY_ERROR,
                    RESOLVE),
            row(
                    RESOLVING + "unexpected status from HEAD request to https://x.azurecr.io/v2/app/manifests/1: 401"
                            + " Unauthorized",
                    Symptom.UNAUTHORIZED,
                    RESOLVE),
            row(
                    RESOLVING
                            + "pull access denied, repository does not exist or may require authorization: server message:"
                            + " insufficient_scope: authorization failed",
                    Symptom.UNAUTHORIZED,
                    AUTHORIZE),
            row(
                    RESOLVING
                            + "pull access denied, repository does not exist or may require authorization: authorization"
                            + " failed: no basic auth credentials",
                    Symptom.UNAUTHORIZED,
                    AUTHORIZE,
                    REGISTRY,
                    NONE),
            row(TOKEN + "dial tcp 20.1.2.3:443: i/o timeout", Symptom.TIMEOUT, AUTHORIZE, REGISTRY, PRESENTED),
            row(
                    RESOLVING + "failed to authorize: failed to fetch anonymous token: Get"
                            + " \"https://auth.docker.io/token?scope=repository%3Aapp%3Apull&service=registry.docker.io\": EOF",
                    Symptom.CONNECTION_FAILED,
                    AUTHORIZE,
                    "auth.docker.io",
                    NONE),
            row(BLOB + "dial tcp 20.60.1.1:443: i/o timeout", Symptom.TIMEOUT, DOWNLOAD, DATA, NOT_SAID),
            row(
                    BLOB + "dial tcp: lookup x.westeurope.data.azurecr.io: no such host",
                    Symptom.HOST_NOT_RESOLVED,
                    DOWNLOAD,
                    DATA,
                    NOT_SAID),
            row(
                    BLOB + "x509: certificate signed by unknown authority",
                    Symptom.UNTRUSTED_CERTIFICATE,
                    DOWNLOAD,
                    DATA,
                    NOT_SAID),
            row(
                    CONTAINERD + "failed to copy: httpReadSeeker: failed open: unexpected status code"
                            + " https://x1.blob.core.windows.net/a/data?sv=1&sig=s3cret: 403 Server failed to authenticate the"
                            + " request.",
                    Symptom.FORBIDDEN,
                    DOWNLOAD,
                    "x1.blob.core.windows.net",
                    NOT_SAID),
            row(
                    CONTAINERD + "failed to copy: httpReadSeeker: failed open: unexpected status from GET request to"
                            + " https://x.azurecr.io/v2/app/blobs/" + SHA
                            + ": 429 Too Many Requests\ntoomanyrequests: slow down",
                    Symptom.THROTTLED,
                    DOWNLOAD),
            row(
                    CONTAINERD + "failed to copy: read tcp 10.0.0.4:4->20.1.2.3:443: read: connection reset by peer",
                    Symptom.CONNECTION_FAILED,
                    DOWNLOAD),
            row(CONTAINERD + "failed to copy: unexpected EOF", Symptom.CONNECTION_FAILED, DOWNLOAD),
            row(
                    CONTAINERD
                            + "failed to copy: write /var/lib/containerd/io.containerd.content.v1.content/ingest/a/data: no"
                            + " space left on device",
                    Symptom.NODE_DISK_FULL,
                    DOWNLOAD,
                    NOBODY,
                    NOT_SAID),
            row(
                    CONTAINERD + "failed to copy: failed size validation: 10 != 20: failed precondition",
                    Symptom.CORRUPT_CONTENT,
                    DOWNLOAD),
            row(
                    CONTAINERD + "failed to extract layer " + SHA
                            + ": hcsshim::ImportLayer failed in Win32: The system cannot"
                            + " find the path specified. (0x3): unknown",
                    Symptom.UNPACK_FAILED,
                    UNPACK,
                    NOBODY,
                    NOT_SAID),
            row(
                    CONTAINERD + "failed to extract layer " + SHA
                            + ": failed to get reader from content store: content digest " + SHA + ": not found",
                    Symptom.UNPACK_FAILED,
                    UNPACK,
                    NOBODY,
                    NOT_SAID),
            row(
                    CONTAINERD + "failed to unpack image on snapshotter overlayfs: unexpected media type text/html for "
                            + SHA + ": not found",
                    Symptom.UNSUPPORTED_MANIFEST,
                    UNPACK),
            row(
                    CONTAINERD
                            + "not implemented: media type \"application/vnd.docker.distribution.manifest.v1+prettyjws\" is"
                            + " no longer supported since containerd v2.1, please rebuild the image as"
                            + " \"application/vnd.docker.distribution.manifest.v2+json\"",
                    Symptom.UNSUPPORTED_MANIFEST,
                    RESOLVE),
            row(
                    CONTAINERD + "get image config descriptor: no match for platform in manifest " + SHA
                            + ": not found",
                    Symptom.NO_MATCHING_PLATFORM,
                    RESOLVE),
            row(CONTAINERD + "failed to extract layer " + SHA + ": context canceled", Symptom.CANCELED, UNPACK),
            row(RPC.replace("Unknown", "DeadlineExceeded") + "context deadline exceeded", Symptom.TIMEOUT, UNKNOWN),
            row(
                    RESOLVING
                            + "unexpected status from HEAD request to http://127.0.0.1:30200/v2/app/manifests/1?ns=x.azurecr.io:"
                            + " 403 Forbidden",
                    Symptom.FORBIDDEN,
                    RESOLVE,
                    "127.0.0.1:30200",
                    NOT_SAID),
            row(
                    RESOLVING
                            + "failed to do request: Head \"http://localhost:5000/v2/app/manifests/1?ns=x.azurecr.io\": dial"
                            + " tcp [::1]:5000: connect: connection refused",
                    Symptom.CONNECTION_FAILED,
                    RESOLVE,
                    "localhost:5000",
                    NOT_SAID),
            row(
                    "Failed to pull image \"nginx\": failed to pull and unpack image \"docker.io/library/nginx:latest\": failed to"
                            + " copy: httpReadSeeker: failed open: unexpected status code"
                            + " https://registry-1.docker.io/v2/library/nginx/manifests/" + SHA
                            + ": 429 Too Many Requests - Server"
                            + " message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by"
                            + " authenticating and upgrading: https://www.docker.com/increase-rate-limit",
                    Symptom.THROTTLED,
                    DOWNLOAD,
                    "registry-1.docker.io",
                    NOT_SAID),
            row(
                    RESOLVING
                            + "failed to authorize: failed to fetch oauth token: unexpected status from GET request to"
                            + " https://us-docker.pkg.dev/v2/token?service=us-docker.pkg.dev: 404 Not Found",
                    Symptom.NOT_FOUND,
                    AUTHORIZE,
                    "us-docker.pkg.dev",
                    PRESENTED),
            row(
                    RESOLVING + "failed to authorize: failed to fetch oauth token: unexpected sta",
                    Symptom.UNKNOWN,
                    AUTHORIZE,
                    REGISTRY,
                    PRESENTED));

    static final List<Row> OTHER_RUNTIME_ROWS = List.of(
            row(
                    CRIO
                            + "reading manifest 1 in x.azurecr.io/app: manifest unknown: manifest tagged by \"1\" is not found",
                    Symptom.NOT_FOUND,
                    RESOLVE),
            row(
                    CRIO
                            + "reading manifest 1 in x.azurecr.io/app: name unknown: repository name not known to registry",
                    Symptom.NOT_FOUND,
                    RESOLVE),
            row(
                    CRIO + "reading manifest 1 in x.azurecr.io/app: unauthorized: authentication required",
                    Symptom.UNAUTHORIZED,
                    RESOLVE),
            row(
                    CRIO + "reading manifest 1 in x.azurecr.io/app: requested access to the resource is denied",
                    Symptom.UNAUTHORIZED,
                    AUTHORIZE),
            row(
                    CRIO
                            + "pinging container registry x.azurecr.io: Get \"https://x.azurecr.io/v2/\": dial tcp 10.1.2.4:443: i/o"
                            + " timeout",
                    Symptom.TIMEOUT,
                    RESOLVE),
            row(
                    CRIO + "pinging container registry x.azurecr.io: Get \"https://x.azurecr.io/v2/\": dial tcp: lookup"
                            + " x.azurecr.io on 10.0.0.10:53: no such host",
                    Symptom.HOST_NOT_RESOLVED,
                    RESOLVE),
            row(CRIO + "pinging container registry x.azurecr.io: StatusCode: 404, <html>", Symptom.NOT_FOUND, RESOLVE),
            row(
                    CRIO
                            + "unable to retrieve auth token: invalid username/password: unauthorized: authentication required",
                    Symptom.UNAUTHORIZED,
                    AUTHORIZE),
            row(
                    CRIO + "Requesting bearer token: invalid status code from registry 403 (Forbidden)",
                    Symptom.FORBIDDEN,
                    AUTHORIZE),
            row(
                    CRIO + "Requesting bearer token: received unexpected HTTP status: 503 Service Unavailable",
                    Symptom.REGISTRY_ERROR,
                    AUTHORIZE),
            row(
                    RPC
                            + "choosing an image from manifest list docker://x.azurecr.io/app:1: no image found in manifest list for"
                            + " architecture arm64, variant \"v8\", OS linux",
                    Symptom.NO_MATCHING_PLATFORM,
                    RESOLVE),
            row(
                    RPC
                            + "parsing image configuration: Get \"https://x1.blob.core.windows.net/a/data?sig=s3cret\": dial tcp"
                            + " 20.60.1.1:443: i/o timeout",
                    Symptom.TIMEOUT,
                    DOWNLOAD,
                    "x1.blob.core.windows.net",
                    NOT_SAID),
            row(
                    RPC
                            + "writing blob: storing blob to file \"/var/tmp/storage1/1\": write /var/tmp/storage1/1: no space left on"
                            + " device",
                    Symptom.NODE_DISK_FULL,
                    DOWNLOAD,
                    NOBODY,
                    NOT_SAID),
            row(
                    RPC + "writing blob: adding layer with blob \"" + SHA
                            + "\": processing tar file(archive/tar: invalid tar" + " header): exit status 1",
                    Symptom.UNPACK_FAILED,
                    UNPACK,
                    NOBODY,
                    NOT_SAID),
            row(
                    "Failed to pull image \"app:1\": rpc error: code = Unknown desc = short-name \"app:1\" did not resolve to an"
                            + " alias and no unqualified-search registries are defined in \"/etc/containers/registries.conf\"",
                    Symptom.INVALID_REFERENCE,
                    REFERENCE,
                    NOBODY,
                    NOT_SAID),
            row(
                    KUBELET
                            + "SignatureValidationFailed: copying system image from manifest list: Source image rejected: A"
                            + " signature was required, but no signature exists",
                    Symptom.SIGNATURE_REJECTED,
                    VERIFY),
            row(
                    RPC + "Source image rejected: Running image docker://x.azurecr.io/app:1 is rejected by policy.",
                    Symptom.SIGNATURE_REJECTED,
                    VERIFY),
            row(
                    "rpc error: code = Unknown desc = reading manifest 1 in x.azurecr.io/app: manifest unknown",
                    Symptom.NOT_FOUND,
                    RESOLVE),
            row(
                    CRIO + "(Mirrors also failed: [localhost:5000/app:1: pinging container registry localhost:5000: Get"
                            + " \"https://localhost:5000/v2/\": dial tcp [::1]:5000: connect: connection refused]):"
                            + " x.azurecr.io/app:1: reading manifest 1 in x.azurecr.io/app: manifest unknown",
                    Symptom.NOT_FOUND,
                    RESOLVE),
            row(
                    DOCKER
                            + "manifest for x.azurecr.io/app:1 not found: manifest unknown: manifest tagged by \"1\" is not found",
                    Symptom.NOT_FOUND,
                    RESOLVE),
            row(
                    DOCKER
                            + "pull access denied for x.azurecr.io/app, repository does not exist or may require 'docker login':"
                            + " denied: requested access to the resource is denied",
                    Symptom.UNAUTHORIZED,
                    AUTHORIZE),
            row(
                    DOCKER_GET
                            + "net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting"
                            + " headers)",
                    Symptom.TIMEOUT,
                    RESOLVE),
            row(DOCKER_GET + "x509: certificate signed by unknown authority", Symptom.UNTRUSTED_CERTIFICATE, RESOLVE),
            row(
                    DOCKER_GET + "denied: client with IP '20.1.2.3' is not allowed access. Refer"
                            + " https://aka.ms/acr/firewall to grant access.",
                    Symptom.FORBIDDEN,
                    RESOLVE),
            row(DOCKER_GET + "no basic auth credentials", Symptom.UNAUTHORIZED, AUTHORIZE, REGISTRY, NONE),
            row(
                    DOCKER + "Get https://x.azurecr.io/v2/: http: server gave HTTP response to HTTPS client",
                    Symptom.CONNECTION_FAILED,
                    RESOLVE),
            row(
                    DOCKER
                            + "Head \"https://x.azurecr.io/v2/app/manifests/1\": unauthorized: Application not registered with AAD.",
                    Symptom.UNAUTHORIZED,
                    RESOLVE),
            row(
                    DOCKER + "Head \"https://registry-1.docker.io/v2/library/nginx/manifests/latest\": Get"
                            + " \"https://auth.docker.io/token?service=registry.docker.io\": dial tcp: lookup auth.docker.io: no such"
                            + " host",
                    Symptom.HOST_NOT_RESOLVED,
                    AUTHORIZE,
                    "auth.docker.io",
                    NOT_SAID),
            row(
                    DOCKER
                            + "error parsing HTTP 403 response body: invalid character '<' looking for beginning of value:"
                            + " \"<html>\"",
                    Symptom.FORBIDDEN,
                    RESOLVE),
            row(DOCKER + "received unexpected HTTP status: 502 Bad Gateway", Symptom.REGISTRY_ERROR, RESOLVE),
            row(
                    DOCKER + "no matching manifest for windows/amd64 10.0.17763 in the manifest list entries",
                    Symptom.NO_MATCHING_PLATFORM,
                    RESOLVE),
            row(
                    DOCKER + "image operating system \"linux\" cannot be used on this platform",
                    Symptom.NO_MATCHING_PLATFORM,
                    RESOLVE),
            row(
                    DOCKER + "a Windows version 10.0.20348-based image is incompatible with a 10.0.17763 host",
                    Symptom.NO_MATCHING_PLATFORM,
                    RESOLVE),
            row(DOCKER + "filesystem layer verification failed for digest " + SHA, Symptom.CORRUPT_CONTENT, DOWNLOAD),
            row(
                    RPC
                            + "failed to register layer: re-exec error: exit status 1: output: time=\"2018-01-23T05:26:56Z\""
                            + " level=error msg=\"hcsshim::ImportLayer failed in Win32: Access is denied. (0x5)\"",
                    Symptom.UNPACK_FAILED,
                    UNPACK,
                    NOBODY,
                    NOT_SAID),
            row(
                    RPC
                            + "failed to register layer: Error processing tar file(exit status 1): write /usr/lib/x.so: no space left"
                            + " on device",
                    Symptom.NODE_DISK_FULL,
                    UNPACK,
                    NOBODY,
                    NOT_SAID),
            row(
                    RPC
                            + "failed to register layer: ApplyLayer exit status 404 stdout:  stderr: operation not permitted",
                    Symptom.UNPACK_FAILED,
                    UNPACK,
                    NOBODY,
                    NOT_SAID),
            row(
                    RPC + "write /var/lib/docker/tmp/GetImageBlob771: no space left on device",
                    Symptom.NODE_DISK_FULL,
                    DOWNLOAD,
                    NOBODY,
                    NOT_SAID),
            row(
                    DOCKER
                            + "error pulling image configuration: download failed after attempts=6: dial tcp 20.60.1.1:443: i/o"
                            + " timeout",
                    Symptom.TIMEOUT,
                    DOWNLOAD));

    static final List<Row> KUBELET_ROWS = List.of(
            row("Error: ErrImagePull", Symptom.BACK_OFF, UNKNOWN, NOBODY, NOT_SAID),
            row("Error: ImagePullBackOff", Symptom.BACK_OFF, UNKNOWN, NOBODY, NOT_SAID),
            row("ImagePullBackOff", Symptom.BACK_OFF, UNKNOWN, NOBODY, NOT_SAID),
            row("Back-off pulling image \"x.azurecr.io/app:1\" (x12 over 3m)", Symptom.BACK_OFF, UNKNOWN),
            row(
                    "Back-off pulling image \"x.azurecr.io/app:1\": ErrImagePull: [rpc error: code = Unknown desc = failed to"
                            + " authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized, rpc error: code ="
                            + " Unknown desc = failed to authorize: failed to fetch anonymous token: unexpected status: 401"
                            + " Unauthorized]",
                    Symptom.UNAUTHORIZED,
                    AUTHORIZE,
                    REGISTRY,
                    PRESENTED),
            row("Error: InvalidImageName", Symptom.INVALID_REFERENCE, REFERENCE, NOBODY, NOT_SAID),
            row("Error: ErrImageNeverPull", Symptom.NEVER_PULL, QUEUE, NOBODY, NOT_SAID),
            row(
                    "Container image \"x.azurecr.io/app:1\" is present with pull policy of Never but does not have the proper"
                            + " auth (image secret) that was used to pull the image",
                    Symptom.PRESENT_IMAGE_NOT_ALLOWED,
                    QUEUE,
                    NOBODY,
                    NOT_SAID),
            row(
                    "Container image \"x.azurecr.io/app:1\" is not present with pull policy of Never",
                    Symptom.NEVER_PULL,
                    QUEUE),
            row("Error: RegistryUnavailable", Symptom.REGISTRY_ERROR, RESOLVE, NOBODY, NOT_SAID),
            row(
                    "image pull failed for x.azurecr.io/app:1 because the registry is unavailable.",
                    Symptom.REGISTRY_ERROR,
                    RESOLVE),
            row(
                    "image pull failed for x.azurecr.io/app:1 because the signature validation failed.",
                    Symptom.SIGNATURE_REJECTED,
                    VERIFY),
            row("Error: ImageInspectError", Symptom.UNKNOWN, UNKNOWN, NOBODY, NOT_SAID),
            row(
                    "Failed to inspect image \"x.azurecr.io/app:1\": rpc error: code = DeadlineExceeded desc = context deadline"
                            + " exceeded",
                    Symptom.TIMEOUT,
                    QUEUE),
            row(
                    KUBELET + "illegal base64 data at input byte 8",
                    Symptom.PULL_SECRET_UNREADABLE,
                    SECRET,
                    NOBODY,
                    NOT_SAID),
            row("illegal base64 data at input byte 0", Symptom.PULL_SECRET_UNREADABLE, SECRET, NOBODY, NOT_SAID),
            row(
                    KUBELET + "unable to parse auth field, must be formatted as base64(username:password)",
                    Symptom.PULL_SECRET_UNREADABLE,
                    SECRET,
                    NOBODY,
                    NOT_SAID),
            row(
                    KUBELET
                            + "json: cannot unmarshal number into Go struct field dockerConfigEntryWithAuth.auth of type string",
                    Symptom.PULL_SECRET_UNREADABLE,
                    SECRET,
                    NOBODY,
                    NOT_SAID),
            row(
                    "json: cannot unmarshal array into Go value of type credentialprovider.DockerConfigJSON",
                    Symptom.PULL_SECRET_UNREADABLE,
                    SECRET,
                    NOBODY,
                    NOT_SAID),
            row(
                    KUBELET
                            + "json: cannot unmarshal array into Go struct field DockerConfigJSON.auths of type credentialprovider.DockerConfig",
                    Symptom.PULL_SECRET_UNREADABLE,
                    SECRET,
                    NOBODY,
                    NOT_SAID),
            row(
                    KUBELET + "invalid character 'x' looking for beginning of value",
                    Symptom.PULL_SECRET_UNREADABLE,
                    SECRET,
                    NOBODY,
                    NOT_SAID),
            row(
                    KUBELET + "invalid character '}' after object key",
                    Symptom.PULL_SECRET_UNREADABLE,
                    SECRET,
                    NOBODY,
                    NOT_SAID),
            row(KUBELET + "unexpected end of JSON input", Symptom.PULL_SECRET_UNREADABLE, SECRET, NOBODY, NOT_SAID),
            row(CONTAINERD + "failed to copy: unexpected end of JSON input", Symptom.CORRUPT_CONTENT, DOWNLOAD),
            row(
                    CONTAINERD
                            + "failed to resolve reference \"x.azurecr.io/app:1\": json: cannot unmarshal string into Go value of type v1.Manifest",
                    Symptom.CORRUPT_CONTENT,
                    RESOLVE),
            row(
                    CONTAINERD
                            + "failed to resolve reference \"x.azurecr.io/app:1\": failed to authorize: failed to decode token response: unexpected end of JSON input: 503 Service Unavailable",
                    Symptom.REGISTRY_ERROR,
                    AUTHORIZE),
            row(
                    "Unable to retrieve pull secret shop/regcred for shop/web due to secret \"regcred\" not found. The image pull"
                            + " may not succeed.",
                    Symptom.PULL_SECRET_UNREADABLE,
                    SECRET,
                    NOBODY,
                    NOT_SAID),
            row(
                    KUBELET
                            + "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while dialing:"
                            + " dial unix /run/containerd/containerd.sock: connect: connection refused\"",
                    Symptom.UNKNOWN,
                    UNKNOWN,
                    NOBODY,
                    NOT_SAID),
            row(KUBELET + "the moon is in the wrong phase", Symptom.UNKNOWN, UNKNOWN),
            row("Failed to pull image \"x.azurecr.io/ap", Symptom.BACK_OFF, UNKNOWN),
            row("", Symptom.UNKNOWN, UNKNOWN, NOBODY, NOT_SAID),
            row(" \n", Symptom.UNKNOWN, UNKNOWN, NOBODY, NOT_SAID));

    @ParameterizedTest(name = "{0}")
    @FieldSource({"CONTAINERD_ROWS", "OTHER_RUNTIME_ROWS", "KUBELET_ROWS"})
    void messageIsRead(Row row) {
        PullError error = PullErrorParser.parse(row.message());

        assertThat(error)
                .extracting(PullError::symptom, PullError::stage, PullError::host, PullError::credentials)
                .containsExactly(row.symptom(), row.stage(), Optional.ofNullable(row.host()), row.credentials());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Started container web",
                "Created container: web",
                "Successfully pulled image \"x.azurecr.io/app:1\" in 3.2s (3.2s including waiting). Image size: 1 bytes.",
                "Pulling image \"x.azurecr.io/denied/not-found:timeout\"",
                "Container image \"x.azurecr.io/app:1\" already present on machine",
                "Back-off restarting failed container web in pod web-1_shop(1)",
                "Readiness probe failed: Get \"http://10.1.1.1:8080/\": dial tcp 10.1.1.1:8080: connect: connection refused",
                "Liveness probe failed: HTTP probe failed with statuscode: 503",
                "Startup probe failed: Get \"http://10.1.1.1:8080/v2/auth\": context deadline exceeded",
                "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"1\":"
                        + " plugin type=\"azure-vnet\" failed (add): dial tcp 127.0.0.1:10090: connect: connection refused",
                "MountVolume.SetUp failed for volume \"certs\" : secret \"certs\" not found",
                "Error: secret \"web\" not found",
                "rpc error: code = Unknown desc = failed to create containerd task: failed to create shim task: EOF: unknown",
                "0/3 nodes are available: 3 node(s) had untolerated taint.",
                "The node was low on resource: ephemeral-storage. Container web was using 1Ki.",
                "Unauthorized",
                "everything is fine"
            })
    void otherMessagesAreNoPullFailure(String message) {
        PullError error = PullErrorParser.parse(message);

        assertThat(error.symptom()).isEqualTo(Symptom.NONE);
        assertThat(error.host()).isEmpty();
    }

    @Test
    void theMoreSpecificAttemptCounts() {
        String anonymous = "failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized";
        String notFound = "rpc error: code = NotFound desc = failed to resolve image: x.azurecr.io/app:1: not found";

        PullError error = PullErrorParser.parse(KUBELET + "[" + anonymous + ", " + notFound + ", ]");

        assertThat(error.symptom()).isEqualTo(Symptom.NOT_FOUND);
        assertThat(error.credentials()).isEqualTo(NOT_SAID);
    }

    @Test
    void missingPermissionCountsMoreThanRejectedCredentials() {
        String rejected = "failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized";
        String scope = "failed to resolve image: pull access denied, repository does not exist or may require"
                + " authorization: server message: insufficient_scope: authorization failed";

        PullError error = PullErrorParser.parse(KUBELET + "[" + rejected + ", " + scope + "]");

        assertThat(error.credentials()).isEqualTo(NOT_SAID);
        assertThat(error.symptom()).isEqualTo(Symptom.UNAUTHORIZED);
    }

    @Test
    void canceledAttemptCountsLeast() {
        String rejected = "failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized";

        PullError error = PullErrorParser.parse(
                KUBELET + "[rpc error: code = Canceled desc = context canceled, " + rejected + "]");

        assertThat(error.symptom()).isEqualTo(Symptom.UNAUTHORIZED);
        assertThat(error.credentials()).isEqualTo(NONE);
    }

    @Test
    void commaWithinAnErrorSeparatesNothing() {
        PullError error =
                PullErrorParser.parse("failed to pull and unpack image \"x.azurecr.io/app:1\": failed commit on ref"
                        + " \"layer\": unexpected commit digest sha256:1, expected sha256:2: failed precondition");

        assertThat(error.symptom()).isEqualTo(Symptom.CORRUPT_CONTENT);
    }

    @Test
    void imageIsTheOneTheMessageNamesFirst() {
        assertThat(PullErrorParser.parse("Failed to pull image \"nginx\": failed to pull and unpack image"
                                + " \"docker.io/library/nginx:latest\": EOF")
                        .image())
                .contains("nginx");
    }

    @Test
    void imageAndHostAreReadThroughEscapedQuotes() {
        PullError error =
                PullErrorParser.parse("Failed to pull image \\\"x.azurecr.io/app:1\\\": failed to do request: Head"
                        + " \\\"https://y.azurecr.io/v2/app/manifests/1\\\": EOF");

        assertThat(error.image()).contains("x.azurecr.io/app:1");
        assertThat(error.host()).contains("y.azurecr.io");
        assertThat(error.symptom()).isEqualTo(Symptom.CONNECTION_FAILED);
    }

    @Test
    void dockerNamesTheImageWithoutQuotes() {
        assertThat(PullErrorParser.parse(
                                "Error response from daemon: manifest for x.azurecr.io/app:9 not found: manifest"
                                        + " unknown")
                        .image())
                .contains("x.azurecr.io/app:9");
    }

    private static Row row(String message, Symptom symptom, PullStage stage) {
        return row(message, symptom, stage, REGISTRY, NOT_SAID);
    }

    private static Row row(
            String message, Symptom symptom, PullStage stage, String host, AttemptCredentialPresence credentials) {
        return new Row(message, symptom, stage, host, credentials);
    }

    /** {@code host} is null where only the node failed. */
    record Row(String message, Symptom symptom, PullStage stage, String host, AttemptCredentialPresence credentials) {}
}
