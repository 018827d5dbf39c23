package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.EncryptionKeyRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.registry.KeyVault;
import io.github.pullresponder.registry.RegistryProperties.CustomerManagedKey;
import io.github.pullresponder.registry.VaultKey;
import io.github.pullresponder.text.DisplayFormat;
import java.util.Locale;
import java.util.Optional;

/** Checks that the registry can use its encryption key. If not, it denies every request with the message of a network rule. */
final class CustomerManagedKeyCheck extends AbstractWholePullCheck {
    private static final String UNWRAP = "Microsoft.KeyVault/vaults/keys/unwrap/action";

    CustomerManagedKeyCheck() {
        super("customer-key", "The registry can use its encryption key", Cause.CUSTOMER_KEY_UNREACHABLE);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var registry = pull.registry();
        if (registry.state().customerKey().isEmpty()) {
            return notApplicable("%s is not encrypted with a customer-managed key", registry.name());
        }
        var used = registry.state().customerKey().get();
        var names = used.vaultAndKey();
        if (names.isEmpty()) {
            return undetermined(
                    "the key identifier of %s, %s, is not that of a key vault", registry.name(), used.identifier());
        }
        var name = names.get().key();
        pull.vaults().prefetch(names.get().vault(), name, used.identityObjectId());
        var vault = pull.vaults().vault(names.get().vault());
        var key = pull.vaults().key(names.get().vault(), name);
        return fault(pull, vault, name, key, used)
                .<Verdict>map(finding -> confirmed(finding.because(
                        registry.source(),
                        "%s is encrypted with key %s of key vault %s",
                        registry.name(),
                        name,
                        vault.name())))
                .orElseGet(() -> ruledOut(registry.source(), "%s can use its encryption key", registry.name()));
    }

    private static Optional<Finding> fault(
            PullContext pull, KeyVault vault, String name, Optional<VaultKey> key, CustomerManagedKey used) {
        if (vault.deniesServices()) {
            return Optional.of(finding("key vault %s does not allow trusted Microsoft services".formatted(vault.name()))
                    .because(
                            vault.source(),
                            "%s denies by default and has no bypass for trusted Microsoft services",
                            vault.name())
                    .fix(EncryptionKeyRemedies.allowTrustedServices(vault)));
        }
        if (key.isEmpty()) {
            return Optional.of(finding("key %s is not in key vault %s".formatted(name, vault.name()))
                    .because(vault.source(), "key vault %s has no key %s", vault.name(), name)
                    .fix(EncryptionKeyRemedies.recoverKey(vault, name)));
        }
        return ofKey(pull, vault, name, key.get()).or(() -> ofIdentity(pull, vault, used));
    }

    private static Optional<Finding> ofKey(PullContext pull, KeyVault vault, String name, VaultKey key) {
        if (!key.enabled()) {
            return Optional.of(finding("key %s is disabled".formatted(name))
                    .because(key.source(), "key %s of key vault %s is disabled", name, vault.name())
                    .fix(EncryptionKeyRemedies.enableKey(vault, name)));
        }
        if (key.expires().filter(end -> !pull.now().isBefore(end)).isPresent()) {
            return Optional.of(finding("key %s has expired".formatted(name))
                    .because(
                            key.source(),
                            "key %s of key vault %s expired at %s",
                            name,
                            vault.name(),
                            DisplayFormat.time(key.expires().get()))
                    .fix(EncryptionKeyRemedies.rotateKey(vault, name)));
        }
        if (key.notBefore().filter(pull.now()::isBefore).isPresent()) {
            return Optional.of(finding("key %s is not valid yet".formatted(name))
                    .because(
                            key.source(),
                            "key %s of key vault %s is valid from %s",
                            name,
                            vault.name(),
                            DisplayFormat.time(key.notBefore().get()))
                    .fix(EncryptionKeyRemedies.rotateKey(vault, name)));
        }
        return Optional.empty();
    }

    private static Optional<Finding> ofIdentity(PullContext pull, KeyVault vault, CustomerManagedKey used) {
        var objectId = used.identityObjectId()
                .orElseThrow(() -> EvidenceUnavailableException.beyond(
                        "the identity with which %s reads its key is not visible to Pull Responder",
                        pull.registry().name()));
        return mayUseKeys(pull, vault, used, objectId)
                ? Optional.empty()
                : Optional.of(finding("its identity does not have access to the key")
                        .because(
                                vault.source(),
                                "no %s of key vault %s allows %s to unwrap keys",
                                vault.roleBased() ? "role assignment" : "access policy",
                                vault.name(),
                                objectId)
                        .fix(EncryptionKeyRemedies.grantKeyAccess(vault, objectId)));
    }

    private static boolean mayUseKeys(PullContext pull, KeyVault vault, CustomerManagedKey used, String objectId) {
        if (vault.roleBased()) {
            return !pull.vaults()
                    .rolesAt(used.vaultAndKey().orElseThrow().vault(), objectId, UNWRAP)
                    .isEmpty();
        }
        return vault.keyUsers()
                .orElseThrow(() -> EvidenceUnavailableException.beyond(
                        "the access policies of key vault %s are not visible to Pull Responder", vault.name()))
                .contains(objectId.toLowerCase(Locale.ROOT));
    }

    private static Finding.Draft finding(String why) {
        return Finding.of(Cause.CUSTOMER_KEY_UNREACHABLE, "The registry cannot use its encryption key: " + why);
    }
}
