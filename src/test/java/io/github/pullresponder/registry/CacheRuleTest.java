package io.github.pullresponder.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.registry.CredentialSet.Credential;
import io.github.pullresponder.registry.CredentialSet.Health;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheRuleTest {

    @ParameterizedTest(name = "{2} with {1} => {0}")
    @CsvSource({
        "docker.io/library/nginx, web/nginx,   web/nginx,         docker.io/library/nginx",
        "docker.io/*,             hub/*,       hub/library/nginx, docker.io/library/nginx",
        "mcr.microsoft.com/*,     *,           dotnet/sdk,        mcr.microsoft.com/dotnet/sdk",
        "docker.io/library/*,     *,           nginx,             docker.io/library/nginx",
        "quay.io/team/*,          team/tools/*, team/tools/a/b,   quay.io/team/a/b",
    })
    void theWildcardMatchesTheRestOfTheName(String source, String target, String repository, String fetched) {
        var rule = CacheRule.serving(repository, List.of(rule("it", source, target)));

        assertThat(rule).map(it -> it.sourceOf(repository)).contains(fetched);
    }

    @ParameterizedTest(name = "{1} with {0}")
    @CsvSource({"web/nginx, web/nginx-debug", "web/nginx, web", "hub/*, hub", "hub/*, hubble/ui", "hub/*, my/hub/app"})
    void otherRepositoriesAreNotServed(String target, String repository) {
        assertThat(CacheRule.serving(repository, List.of(rule("it", "docker.io/*", target))))
                .isEmpty();
    }

    @Test
    void aRuleForOneRepositoryCountsBeforeAWildcard() {
        var rules = List.of(
                rule("long", "quay.io/*", "hub/library/*"),
                rule("fixed", "docker.io/library/nginx", "hub/library/nginx"),
                rule("all", "mcr.microsoft.com/*", "*"));

        assertThat(servedBy("hub/library/nginx", rules)).contains("fixed");
        assertThat(servedBy("hub/library/redis", rules)).contains("long");
        assertThat(servedBy("dotnet/sdk", rules)).contains("all");
    }

    @Test
    void credentialsHaveAHealthTogetherOnlyIfTheyAgree() {
        assertThat(set(Health.UNHEALTHY).health()).isEqualTo(Health.UNHEALTHY);
        assertThat(set(Health.UNHEALTHY, Health.UNHEALTHY).health()).isEqualTo(Health.UNHEALTHY);
        assertThat(set(Health.HEALTHY, Health.HEALTHY).health()).isEqualTo(Health.HEALTHY);
        assertThat(set(Health.HEALTHY, Health.UNHEALTHY).health()).isEqualTo(Health.UNKNOWN);
        assertThat(set().health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void anErrorOfAzureLosesItsSecrets() {
        assertThat(new Credential(List.of(), Health.UNHEALTHY, "refused: password=hunter2hunter2").error())
                .startsWith("refused")
                .doesNotContain("hunter2");
    }

    private static Optional<String> servedBy(String repository, List<CacheRule> rules) {
        return CacheRule.serving(repository, rules).map(CacheRule::name);
    }

    private static CacheRule rule(String name, String source, String target) {
        return new CacheRule(
                ResourceId.parse(ShopEvidence.REGISTRY + "/cacheRules/" + name), source, target, Optional.empty());
    }

    private static CredentialSet set(Health... healths) {
        return new CredentialSet(
                ResourceId.parse(ShopEvidence.REGISTRY + "/credentialSets/hub"),
                "docker.io",
                Stream.of(healths)
                        .map(health -> new Credential(List.of(), health, ""))
                        .toList());
    }
}
