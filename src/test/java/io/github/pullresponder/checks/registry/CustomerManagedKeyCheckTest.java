package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY_OBJECT;
import static io.github.pullresponder.diagnosis.ShopEvidence.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.KeyVault;
import io.github.pullresponder.registry.RegistryProperties;
import io.github.pullresponder.registry.RegistryProperties.CustomerManagedKey;
import io.github.pullresponder.registry.VaultKey;
import io.github.pullresponder.resource.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerManagedKeyCheckTest {
    private static final String ROLE = "e147488a-f6f5-4113-8e2d-b22465e65bf6";
    private static final String UNWRAP = "Microsoft.KeyVault/vaults/keys/unwrap/action";

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theRegistryIsEncryptedAndRefuses() {
        shop.network.isForbidden();
        shop.isEncryptedWith("shop-key", true);
    }

    @Test
    void aDisabledKeyIsConfirmedWithTheCommandThatEnablesIt() {
        shop.isEncryptedWith("shop-key", false);
        var examined = examined();
        assertThat(examined.finding().cause()).isEqualTo(Cause.CUSTOMER_KEY_UNREACHABLE);
        assertThat(examined.finding().summary())
                .isEqualTo("The registry cannot use its encryption key: key shop-key is disabled");
        assertThat(examined.facts())
                .containsExactly(
                        "key shop-key of key vault kv-shop is disabled",
                        "contososhop is encrypted with key shop-key of key vault kv-shop");
        assertThat(examined.commands())
                .containsExactly("az keyvault key set-attributes --vault-name kv-shop --name shop-key --enabled true");
    }

    @Test
    void aKeyThatItsIdentityMayUseRulesItOut() {
        examined().isRuledOut("contososhop can use its encryption key");
    }

    @Test
    void aRegistryWithoutAKeyOfTheCustomersHasNoneToReach() {
        shop.registry = new ShopEvidence().registry;
        examined().doesNotApply();
    }

    @Test
    void anExpiredKeyIsConfirmedWithItsExpiry() {
        keyIsValid(Optional.empty(), Optional.of(Instant.parse("2026-11-20T00:00:00Z")));
        assertThat(examined().facts()).contains("key shop-key of key vault kv-shop expired at 2026-11-20 00:00 UTC");
        assertThat(examined().commands())
                .containsExactly("az keyvault key rotate --vault-name kv-shop --name shop-key");
    }

    @Test
    void aKeyThatExpiresNowIsExpiredAndOneOfASecondLaterIsNot() {
        keyIsValid(Optional.empty(), Optional.of(ShopEvidence.NOW));
        assertThat(examined().finding().summary()).endsWith("key shop-key has expired");
        keyIsValid(Optional.empty(), Optional.of(ShopEvidence.NOW.plusSeconds(1)));
        examined().isRuledOut("contososhop can use its encryption key");
    }

    @Test
    void aKeyThatIsNotValidYetIsConfirmedWithItsStart() {
        keyIsValid(Optional.of(ShopEvidence.NOW.plus(Duration.ofHours(2))), Optional.empty());
        assertThat(examined().facts()).contains("key shop-key of key vault kv-shop is valid from 2026-11-22 12:00 UTC");
    }

    @Test
    void aKeyThatWasDeletedCanBeRecovered() {
        shop.vaultKey = Optional.empty();
        assertThat(examined().finding().summary()).endsWith("key shop-key is not in key vault kv-shop");
        assertThat(examined().commands())
                .containsExactly("az keyvault key recover --vault-name kv-shop --name shop-key");
    }

    @Test
    void aVaultThatKeepsServicesOutIsOpenedForThem() {
        shop.vault = Optional.of(new KeyVault(VAULT, true, false, Optional.of(Set.of(REGISTRY_OBJECT))));
        assertThat(examined().facts())
                .contains("kv-shop denies by default and has no bypass for trusted Microsoft services");
        assertThat(examined().commands())
                .containsExactly("az keyvault update --resource-group rg-registry --name kv-shop --subscription "
                        + CLUSTER.subscription() + " --bypass AzureServices");
    }

    @Test
    void anIdentityWithoutAnAccessPolicyGetsOne() {
        shop.vault = Optional.of(new KeyVault(VAULT, false, false, Optional.of(Set.of("somebody-else"))));
        assertThat(examined().facts())
                .contains("no access policy of key vault kv-shop allows " + REGISTRY_OBJECT + " to unwrap keys");
        assertThat(examined().commands())
                .containsExactly("az keyvault set-policy --resource-group rg-registry --name kv-shop --subscription "
                        + CLUSTER.subscription() + " --object-id " + REGISTRY_OBJECT
                        + " --key-permissions get unwrapKey wrapKey");
    }

    @Test
    void anIdentityWithoutARoleGetsOneWhereRolesCount() {
        rolesCount();
        assertThat(examined().facts())
                .contains("no role assignment of key vault kv-shop allows " + REGISTRY_OBJECT + " to unwrap keys");
        assertThat(examined().commands())
                .containsExactly("az role assignment create --assignee-object-id " + REGISTRY_OBJECT
                        + " --assignee-principal-type ServicePrincipal --role 'Key Vault Crypto Service Encryption User'"
                        + " --scope " + VAULT);
    }

    @Test
    void anIdentityWithTheRoleIsInOrderWhereRolesCount() {
        rolesCount();
        shop.definitions.add(
                ShopEvidence.role(ROLE, "Key Vault Crypto Service Encryption User", List.of(), List.of(UNWRAP)));
        shop.assignments.add(
                ShopEvidence.assignment(REGISTRY_OBJECT, ROLE, VAULT, Instant.parse("2025-06-01T08:00:00Z")));
        examined().isRuledOut("contososhop can use its encryption key");
    }

    @Test
    void anAccessPolicyDoesNotCountWhereRolesDo() {
        rolesCount();
        assertThat(examined().finding().cause()).isEqualTo(Cause.CUSTOMER_KEY_UNREACHABLE);
    }

    @Test
    void anInvisibleIdentityIsUndetermined() {
        isEncryptedBy(new CustomerManagedKey("https://kv-shop.vault.azure.net/keys/shop-key/4f1c", Optional.empty()));
        assertThat(examined().open().detail())
                .isEqualTo("the identity with which contososhop reads its key is not visible to Pull Responder");
    }

    @Test
    void aVaultWithoutReadableAccessPoliciesLeavesItUndetermined() {
        shop.vault = Optional.of(new KeyVault(VAULT, false, false, Optional.empty()));
        assertThat(examined().open().detail())
                .isEqualTo("the access policies of key vault kv-shop are not visible to Pull Responder");
    }

    @Test
    void aKeyOfAnotherFormLeavesItOpen() {
        isEncryptedBy(new CustomerManagedKey("shop-key", Optional.of(REGISTRY_OBJECT)));
        assertThat(examined().open().detail())
                .isEqualTo("the key identifier of contososhop, shop-key, is not that of a key vault");
    }

    @Test
    void aVaultThatMayNotBeReadLeavesItOpen() {
        shop.unreadable.put(
                "vault", EvidenceUnavailableException.forbidden("key vault kv-shop", Permission.READ_KEY_VAULT));
        assertThat(examined().open().needs()).contains(Permission.READ_KEY_VAULT);
    }

    @Test
    void aVaultThatCannotBeSeenLeavesItOpen() {
        shop.vault = Optional.empty();
        assertThat(examined().open().detail()).isEqualTo("key vault kv-shop: does not exist, or is not visible");
    }

    private Examined examined() {
        return Examined.by(new CustomerManagedKeyCheck(), shop);
    }

    private void rolesCount() {
        shop.vault = Optional.of(new KeyVault(VAULT, false, true, Optional.of(Set.of(REGISTRY_OBJECT))));
    }

    private void keyIsValid(Optional<Instant> from, Optional<Instant> until) {
        shop.vaultKey = Optional.of(new VaultKey(ResourceId.parse(VAULT + "/keys/shop-key"), true, from, until));
    }

    private void isEncryptedBy(CustomerManagedKey key) {
        shop.registryIs(new RegistryProperties("westeurope", "Premium", "Succeeded", false, Optional.of(key)));
    }
}
