package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginServerChecksTest {
    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void aMistypedDomainIsConfirmedWithTheCorrectedReference() {
        pullsFrom("contososhop.azureacr.io", "no such host");
        var examined = Examined.by(new LoginServerSpellingCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.LOGIN_SERVER_MISSPELLED);
        assertThat(examined.finding().summary())
                .isEqualTo("The login server is contososhop.azurecr.io, not contososhop.azureacr.io");
        assertThat(examined.facts())
                .containsExactly(
                        "no visible registry has the login server contososhop.azureacr.io (registries visible: 1)",
                        "registry contososhop has the login server contososhop.azurecr.io",
                        "login servers end in azurecr.io, .cn, .us or .de");
        assertThat(examined.commands())
                .containsExactly(
                        "kubectl --context aks-shop set image deployment/web web=contososhop.azurecr.io/shop/web:1.4.2"
                                + " --namespace shop");
    }

    @Test
    void theRightLoginServerIsNotMisspelled() {
        Examined.by(new LoginServerSpellingCheck(), shop).isRuledOut("registry contososhop.azurecr.io exists");
        Examined.by(new RegistryExistsCheck(), shop).isRuledOut("registry contososhop.azurecr.io exists");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contososhop.azurecr.com",
                "contososhop.azurecr.oi",
                "contososhop.azurecr.net",
                "contososhop.azurecr.cn",
                "contososhpo.azurecr.io",
                "CONTOSOSHOPS.azurecr.io",
                "contososhop-h3xq.azurecr.io",
                "contososhop.privatelink.azurecr.io",
                "contososhop.westeurope.data.azurecr.io",
                "contososhop.azureacr.io:443"
            })
    void everyNearMissIsRecognised(String host) {
        pullsFrom(host, "no such host");
        assertThat(Examined.by(new LoginServerSpellingCheck(), shop).finding().summary())
                .startsWith("The login server is contososhop.azurecr.io, not ");
    }

    @Test
    void theHashOfADomainNameLabelMayBeMissing() {
        shop.otherRegistries.add(entry("fabrikam", "fabrikam-g7k2.azurecr.io"));
        pullsFrom("fabrikam.azurecr.io", "no such host");
        assertThat(Examined.by(new LoginServerSpellingCheck(), shop).finding().summary())
                .isEqualTo("The login server is fabrikam-g7k2.azurecr.io, not fabrikam.azurecr.io");
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io, docker.io is not an Azure container registry",
        "ghcr.io, ghcr.io is not an Azure container registry",
        "mcr.microsoft.com, mcr.microsoft.com is not an Azure container registry",
    })
    void otherRegistriesAreNotMisspelled(String host, String detail) {
        pullsFrom(host, "no such host");
        var examined = Examined.by(new LoginServerSpellingCheck(), shop);
        examined.doesNotApply();
        assertThat(examined.verdict().detail()).isEqualTo(detail);
        Examined.by(new RegistryExistsCheck(), shop).doesNotApply();
    }

    @Test
    void aRegionalEndpointIsALoginServer() {
        shop.imagesAt.put("contososhop.westeurope.geo.azurecr.io", true);
        pullsFrom("contososhop.WestEurope.geo.azurecr.io", "no such host");
        Examined.by(new LoginServerSpellingCheck(), shop)
                .isRuledOut("contososhop.WestEurope.geo.azurecr.io is an endpoint of contososhop");
        Examined.by(new RegistryExistsCheck(), shop).isRuledOut("registry contososhop.azurecr.io exists");
    }

    /** A name can exist although a DNS server fails to look it up or does not answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dial tcp: lookup contososhopp.azurecr.io on 10.0.0.10:53: server misbehaving",
                "dial tcp: lookup contososhopp.azurecr.io on 10.0.0.10:53: read udp 10.1.0.4:3000->10.0.0.10:53: i/o timeout",
                "dial tcp: lookup contososhopp.azurecr.io: Temporary failure in name resolution",
            })
    void aNameThatCouldNotBeLookedUpMayExist(String why) {
        pullsFrom("contososhopp.azurecr.io", why);
        assertThat(Examined.by(new LoginServerSpellingCheck(), shop).open().suspect())
                .isPresent();
        pullsFrom("elsewhere.azurecr.io", why.replace("contososhopp", "elsewhere"));
        assertThat(Examined.by(new RegistryExistsCheck(), shop).open().suspect())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "contososhop.westeuropa.geo.azurecr.io, contososhop.westeurope.geo.azurecr.io",
        "contososhop.japaneast.geo.azurecr.io, contososhop.azurecr.io",
    })
    void aRegionalEndpointThatTheRegistryDoesNotHaveIsMisspelled(String host, String intended) {
        shop.imagesAt.put("contososhop.westeurope.geo.azurecr.io", true);
        pullsFrom(host, "no such host");
        var finding = Examined.by(new LoginServerSpellingCheck(), shop).finding();
        assertThat(finding.summary()).isEqualTo("contososhop has no regional endpoint " + host + ": use " + intended);
        assertThat(finding.remedies())
                .singleElement()
                .satisfies(remedy -> assertThat(remedy.title()).endsWith(intended + "/shop/web:1.4.2"));
    }

    @Test
    void aRegistryWithoutRegionalEndpointsHasNoneInItsOwnRegionEither() {
        pullsFrom("contososhop.westeurope.geo.azurecr.io", "no such host");
        assertThat(Examined.by(new LoginServerSpellingCheck(), shop).facts())
                .contains("the regional endpoints of contososhop: none");
    }

    @Test
    void aRegionalEndpointThatAnswersExists() {
        pullsFrom("contososhop.westeurope.geo.azurecr.io", "dial tcp 10.0.0.4:443: i/o timeout");
        Examined.by(new LoginServerSpellingCheck(), shop).isRuledOut("registry contososhop.azurecr.io exists");
    }

    @Test
    void endpointsThatAreNotReadLeaveItOpen() {
        pullsFrom("contososhop.westeurope.geo.azurecr.io", "no such host");
        shop.unreadable.put(
                "regionalEndpoints",
                EvidenceUnavailableException.forbidden("regional endpoints", Permission.READ_REGISTRY));
        Examined.by(new LoginServerSpellingCheck(), shop).open();
    }

    @Test
    void aRegionalEndpointOfAnotherRegistryIsNone() {
        pullsFrom("elsewhere.westeurope.geo.azurecr.io", "no such host");
        Examined.by(new RegistryExistsCheck(), shop).doesNotApply();
    }

    @Test
    void theFiveNearestAreNamedNearestFirst() {
        for (var name : new String[] {"contososhopab", "contososho", "contososhopx", "contososhop2", "contosoship"}) {
            shop.otherRegistries.add(entry(name, name + ".azurecr.io"));
        }
        pullsFrom("contososhopp.azurecr.io", "no such host");
        var finding = Examined.by(new LoginServerSpellingCheck(), shop).finding();
        assertThat(finding.summary())
                .isEqualTo("The login server is contososhop.azurecr.io or contososhop2.azurecr.io or"
                        + " contososhopx.azurecr.io or contosoship.azurecr.io or contososho.azurecr.io,"
                        + " not contososhopp.azurecr.io");
        assertThat(finding.remedies())
                .hasSize(5)
                .element(1)
                .satisfies(remedy -> assertThat(remedy.title())
                        .isEqualTo("Or correct the image to contososhop2.azurecr.io/shop/web:1.4.2"));
    }

    @Test
    void aNearNameThatAnswersIsOnlySuspected() {
        shop.repositories.clear();
        pullsFrom("contososhap.azurecr.io", "401 Unauthorized");
        var open = Examined.by(new LoginServerSpellingCheck(), shop).open();
        assertThat(open.detail())
                .isEqualTo("either contososhap.azurecr.io is a misspelling of contososhop.azurecr.io, or"
                        + " contososhap.azurecr.io is another registry, which is not visible to Pull Responder");
        assertThat(open.suspect()).isPresent();
    }

    @Test
    void aNearNameThatAnswersIsOnlySuspectedEvenIfTheRepositoryIsInTheOther() {
        pullsFrom("contososhap.azurecr.io", "401 Unauthorized");
        var suspect = Examined.by(new LoginServerSpellingCheck(), shop)
                .open()
                .suspect()
                .orElseThrow();
        assertThat(suspect.remedies()).as("it may be meant").isEmpty();
    }

    @Test
    void aNameOfAnotherDomainThatAnswersIsOnlySuspected() {
        pullsFrom("contososhop.azurecr.oi", "401 Unauthorized");
        assertThat(Examined.by(new LoginServerSpellingCheck(), shop).open().suspect())
                .isPresent();
    }

    @Test
    void withoutAPodTheCorrectionHasNoCommand() {
        shop.unreadable.put("pod", EvidenceUnavailableException.forbidden("pod", Permission.READ_WORKLOADS));
        try (var pull = shop.pull(
                io.github.pullresponder.pull.PullFailure.ofImage(
                        ShopEvidence.CLUSTER,
                        "contososhop.azurecr.oi/shop/web:1.4.2",
                        Optional.of(
                                "Failed to pull image \"contososhop.azurecr.oi/shop/web:1.4.2\": failed to do request: Head"
                                        + " \"https://contososhop.azurecr.oi/v2/\": dial tcp: lookup contososhop.azurecr.oi: no such host")))) {
            var examined = new Examined(new LoginServerSpellingCheck().examine(pull));
            assertThat(examined.commands()).isEmpty();
            assertThat(examined.finding().remedies())
                    .singleElement()
                    .satisfies(remedy -> assertThat(remedy.title())
                            .isEqualTo("Correct the image to contososhop.azurecr.io/shop/web:1.4.2"));
        }
    }

    @Test
    void anInvisibleRegistryIsConfirmedWithTheSearchedSubscriptions() {
        pullsFrom("tailspin.azurecr.io", "no such host");
        var examined = Examined.by(new RegistryExistsCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.REGISTRY_NOT_FOUND);
        assertThat(examined.finding().summary())
                .isEqualTo("No registry that is visible to Pull Responder has the login server tailspin.azurecr.io");
        assertThat(examined.facts())
                .containsExactly("no visible registry has that login server or a similar one"
                        + " (registries visible: 1; subscriptions searched: Shop, Shop test)");
        assertThat(examined.commands())
                .containsExactly(
                        "az acr check-name --name tailspin",
                        "az acr create --resource-group rg-shop --subscription " + REGISTRY.subscription()
                                + " --name tailspin --sku Standard",
                        "az aks update --resource-group rg-shop --name aks-shop --subscription "
                                + REGISTRY.subscription() + " --attach-acr tailspin",
                        "az acr login --name tailspin --subscription " + REGISTRY.subscription(),
                        "docker push tailspin.azurecr.io/shop/web:1.4.2");
        Examined.by(new LoginServerSpellingCheck(), shop)
                .isRuledOut("no visible registry has a login server similar to tailspin.azurecr.io");
    }

    @Test
    void aRegistryThatIsNotSeenIsOnlySuspectedIfTheMessageDoesNotSayWhy() {
        pullsFrom("tailspin.azurecr.io", "context canceled");
        assertThat(Examined.by(new RegistryExistsCheck(), shop).open().suspect())
                .isPresent();
    }

    private void pullsFrom(String host, String error) {
        var image = host + "/shop/web:1.4.2";
        shop.pulls(
                image,
                "failed to resolve reference \"%s\": failed to do request: Head \"https://%s/v2/\": %s"
                        .formatted(
                                image,
                                host,
                                error.equals("no such host")
                                        ? "dial tcp: lookup %s on 168.63.129.16:53: no such host".formatted(host)
                                        : error));
    }

    private static ResourceGraphRegistry entry(String name, String loginServer) {
        var group = REGISTRY.resourceGroupNamed("rg-registry");
        return new ResourceGraphRegistry(
                ResourceId.parse(group + "/providers/Microsoft.ContainerRegistry/registries/" + name),
                loginServer,
                Optional.empty());
    }
}
