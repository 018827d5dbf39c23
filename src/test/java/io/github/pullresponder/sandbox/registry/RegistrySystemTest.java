package io.github.pullresponder.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.containers.containerregistry.models.ArtifactTagOrder;
import com.azure.containers.containerregistry.models.ArtifactTagProperties;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.github.pullresponder.sandbox.Fixtures;
import io.github.pullresponder.sandbox.PullAttempt;
import io.github.pullresponder.sandbox.SdkClients;
import io.github.pullresponder.sandbox.SimulatedAzure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySystemTest {
    private static final String SHOP = "contososhop.azurecr.io";
    private static final String ABAC = "contosoabac.azurecr.io";

    private static SimulatedAzure azure;
    private static SdkClients clients;

    @BeforeAll
    static void serve() {
        azure = SimulatedAzure.serve(Fixtures.shop());
        clients = new SdkClients(azure);
    }

    @AfterAll
    static void stop() {
        azure.close();
    }

    @Test
    void theResponderReadsRepositoriesTagsAndManifests() {
        var registry = clients.registry(SHOP, azure.credential());
        var web = registry.getArtifact("shop/web", "1.4.2");

        assertThat(registry.listRepositoryNames()).containsExactly("shop/api", "shop/web");
        assertThat(registry.getRepository("shop/web").getProperties().getTagCount())
                .isEqualTo(3);
        assertThat(web.listTagProperties(ArtifactTagOrder.LAST_UPDATED_ON_DESCENDING))
                .extracting(ArtifactTagProperties::getName)
                .containsExactly("1.5.0", "1.4.1", "1.4.2");
        assertThat(web.getManifestProperties().getArchitecture()).hasToString("amd64");
        assertThat(web.getTagProperties("1.5.0").getDigest()).startsWith("sha256:");
        assertThat(registry.getRepository("shop/web").listManifestProperties()).hasSize(2);
    }

    @Test
    void aRegistryWithoutContentIsEmpty() {
        assertThat(clients.registry("contosoempty.azurecr.io", azure.credential())
                        .listRepositoryNames())
                .isEmpty();
    }

    @Test
    void aManifestHasTheRequestedDigest() {
        var byTag = clients.pull(SHOP, "shop/web", azure.credential()).getManifest("1.4.2");
        var byDigest = clients.pull(SHOP, "shop/web", azure.credential()).getManifest(byTag.getDigest());

        assertThat(byDigest.getManifest().toString())
                .isEqualTo(byTag.getManifest().toString());
        assertThat(byTag.getManifestMediaType()).hasToString("application/vnd.oci.image.manifest.v1+json");
    }

    @Test
    void missingContentIsNotFound() {
        var registry = clients.registry(SHOP, azure.credential());

        assertThatThrownBy(() -> registry.getArtifact("shop/web", "9").getManifestProperties())
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("TAG_UNKNOWN");
        assertThatThrownBy(() -> registry.getRepository("shop/wbe").getProperties())
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("NAME_UNKNOWN");
        assertThatThrownBy(
                        () -> clients.pull(SHOP, "shop/web", azure.credential()).getManifest("9"))
                .hasMessageContaining("MANIFEST_UNKNOWN");
    }

    @Test
    void aLockedImageCannotBeRead() {
        assertThatThrownBy(
                        () -> clients.pull(SHOP, "shop/api", azure.credential()).getManifest("2.0.0"))
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        error -> assertThat(error.getResponse().getStatusCode()).isEqualTo(405));
        assertThat(clients.registry(SHOP, azure.credential())
                        .getArtifact("shop/api", "2.0.0")
                        .getManifestProperties()
                        .isReadEnabled())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        SHOP + ", shop/web, " + Fixtures.KUBELET + ", true",
        SHOP + ", shop/web, " + Fixtures.MEMBER + ", true",
        SHOP + ", shop/web, " + Fixtures.STRANGER + ", false",
        SHOP + ", shop/web, " + Fixtures.FOREIGN + ", false",
        ABAC + ", shop/web, " + Fixtures.KUBELET + ", true",
        ABAC + ", shop/api, " + Fixtures.KUBELET + ", false",
        ABAC + ", shop/web, " + Fixtures.STRANGER + ", false",
        ABAC + ", shop/web, " + Fixtures.MEMBER + ", false",
    })
    void whetherAnIdentityMayPullFollowsFromItsRoles(String registry, String repository, String objectId, boolean may) {
        int status = new PullAttempt(azure, registry, repository).asIdentity(objectId);

        assertThat(status).isEqualTo(may ? 200 : 401);
    }

    @Test
    void theSdkPullsAsTheKubeletIdentityAndFailsAsAStranger() {
        assertThat(clients.pull(SHOP, "shop/web", azure.credentialFor(Fixtures.KUBELET))
                        .getManifest("1.4.2"))
                .isNotNull();
        assertThatThrownBy(() -> clients.pull(SHOP, "shop/web", azure.credentialFor(Fixtures.STRANGER))
                        .getManifest("1.4.2"))
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        error -> assertThat(error.getResponse().getStatusCode()).isEqualTo(401));
    }

    @ParameterizedTest
    @CsvSource({
        "contososhop, admin-password-1, shop/web, 200",
        "contososhop, admin-password-0, shop/web, 401",
        "contosoabac, admin-password-1, shop/web, 401",
        "web-puller, token-password-1, shop/web, 200",
        "web-puller, token-password-2, shop/web, 401",
        "web-puller, token-password-1, shop/api, 401",
        "bbbbbbbb-0000-4000-8000-000000000005, sp-secret-1, shop/web, 200",
        "bbbbbbbb-0000-4000-8000-000000000005, old-secret-2, shop/web, 401",
        "bbbbbbbb-0000-4000-8000-000000000005, sp-secret-9, shop/web, 401",
    })
    void aPasswordHasTheRightsOfItsOwner(String user, String password, String repository, int status) {
        assertThat(new PullAttempt(azure, SHOP, repository).withPassword(user, password))
                .isEqualTo(status);
    }

    @Test
    void anonymousPullsFailIfAnonymousPullIsDisabled() {
        assertThat(new PullAttempt(azure, SHOP, "shop/web").anonymously()).isEqualTo(401);
        assertThat(new PullAttempt(azure, "public.azurecr.io", "shop/web").anonymously())
                .isEqualTo(200);
    }

    @Test
    void aRequestWithoutATokenReceivesTheTokenEndpoint() {
        var answer = bare().sendSync(
                        new HttpRequest(HttpMethod.GET, "https://" + SHOP + "/v2/shop/web/manifests/1.4.2"),
                        Context.NONE);

        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(answer.getHeaderValue(HttpHeaderName.WWW_AUTHENTICATE))
                .isEqualTo(
                        "Bearer realm=\"https://contososhop.azurecr.io/oauth2/token\",service=\"contososhop.azurecr.io\",scope=\"repository:shop/web:pull\"");
    }

    private static HttpPipeline bare() {
        return new HttpPipelineBuilder().httpClient(azure.httpClient()).build();
    }
}
