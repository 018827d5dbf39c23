package io.github.pullresponder.expiry;

import io.github.pullresponder.diagnosis.Finding;
import java.time.Instant;
import java.util.Optional;

/**
 * A credential that has expired or expires soon.
 *
 * @param key identifies the credential and its end: a renewed credential has another key
 * @param end its end; absent if it was removed or disabled
 */
record CredentialExpiry(String key, Optional<Instant> end, Finding finding) {}
