package io.github.pullresponder.expiry;

import io.github.pullresponder.diagnosis.Finding;
import java.time.Instant;
import java.util.Optional;

/**
 * A credential that has expired, or soon will.
 *
 * @param key names the credential and its end: one that was renewed is another
 * @param end absent where it stopped working without one: it was removed or disabled
 */
record CredentialExpiry(String key, Optional<Instant> end, Finding finding) {}
