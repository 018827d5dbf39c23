package io.github.pullresponder.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.registry.CredentialSet.UpstreamCredential;
import io.github.pullresponder.registry.CredentialSet.UpstreamCredentialHealth;
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

        assertThat(rule).map(message -> message.sourceOf(repository)).contains(fetched);
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
        assertThat(set(UpstreamCredentialHealth.UNHEALTHY).health()).isEqualTo(UpstreamCredentialHealth.UNHEALTHY);
        assertThat(set(UpstreamCredentialHealth.UNHEALTHY, UpstreamCredentialHealth.UNHEALTHY)
                        .health())
                .isEqualTo(UpstreamCredentialHealth.UNHEALTHY);
        assertThat(set(UpstreamCredentialHealth.HEALTHY, UpstreamCredentialHealth.HEALTHY)
                        .health())
                .isEqualTo(UpstreamCredentialHealth.HEALTHY);
        assertThat(set(UpstreamCredentialHealth.HEALTHY, UpstreamCredentialHealth.UNHEALTHY)
                        .health())
                .isEqualTo(UpstreamCredentialHealth.UNKNOWN);
        assertThat(set().health()).isEqualTo(UpstreamCredentialHealth.UNKNOWN);
    }

    @Test
    void anErrorOfAzureLosesItsSecrets() {
        assertThat(new UpstreamCredential(
                                List.of(), UpstreamCredentialHealth.UNHEALTHY, "refused: password=hunter2hunter2")
                        .error())
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

    private static CredentialSet set(UpstreamCredentialHealth... healths) {
        return new CredentialSet(
                ResourceId.parse(ShopEvidence.REGISTRY + "/credentialSets/hub"),
                "docker.io",
                Stream.of(healths)
                        .map(health -> new UpstreamCredential(List.of(), health, ""))
                        .toList());
    }
}
