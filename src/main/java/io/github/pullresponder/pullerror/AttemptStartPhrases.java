package io.github.pullresponder.pullerror;

import java.util.List;

/**
 * Lists the beginnings of an attempt's error, in lower case. Commas also occur within an error; only a comma before one of these
 * separates two attempts.
 */
final class AttemptStartPhrases {

    static final List<String> TEXTS = List.of(
            "rpc error: code",
            "failed to ",
            "error response from daemon",
            "initializing source",
            "error initializing source",
            "pinging container registry",
            "error pinging",
            "reading manifest",
            "unable to retrieve auth token",
            "copying system image",
            "parsing image configuration",
            "writing blob",
            "unexpected status",
            "context canceled",
            "context deadline exceeded",
            "pull qps exceeded",
            "no match for platform",
            "dial tcp",
            "get \"http",
            "head \"http",
            "post \"http",
            "registryunavailable",
            "signaturevalidationfailed");

    private AttemptStartPhrases() {}
}
