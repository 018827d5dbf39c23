package io.github.pullresponder.evidence.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.github.pullresponder.cluster.PullSecret.MalformedSecretContent;
import io.github.pullresponder.cluster.PullSecret.OtherSecretType;
import io.github.pullresponder.cluster.PullSecret.PullSecretContent;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.cluster.PullSecretUserName;
import io.github.pullresponder.cluster.SecretValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullSecretReaderTest {
    private static final String AUTH = base64("puller:s3cret:with colon");

    @Test
    void bothSecretTypesAreRead() {
        assertLogin(content(
                "kubernetes.io/dockerconfigjson",
                ".dockerconfigjson",
                "{\"auths\": {\"a.azurecr.io\": {\"auth\": \"" + AUTH + "\"}}}"));
        assertLogin(
                content("kubernetes.io/dockercfg", ".dockercfg", "{\"a.azurecr.io\": {\"auth\": \"" + AUTH + "\"}}"));
    }

    @Test
    void userNameAndPasswordStandForAuth() {
        assertLogin(json(
                "{\"auths\": {\"a.azurecr.io\": {\"username\": \"puller\", \"password\": \"s3cret:with colon\"}}}"));
    }

    @Test
    void authCountsWhereBothAreGiven() {
        assertLogin(json("{\"auths\": {\"a.azurecr.io\": {\"username\": \"x\", \"password\": \"y\", \"auth\": \"" + AUTH
                + "\"}}}"));
    }

    @Test
    void anEntryWithoutCredentialsIsBrokenAndTheOthersAreNot() {
        var content = json(
                "{\"auths\": {\"a.azurecr.io\": {\"email\": \"x\"}, \"b.azurecr.io\": {\"auth\": \"" + AUTH + "\"}}}");
        assertThat(((RegistryLogins) content).logins())
                .extracting(RegistryLogin::problem)
                .containsExactly(
                        Optional.of("its entry a.azurecr.io has neither auth nor username and password"),
                        Optional.empty());
    }

    /** The kubelet reads either the whole secret or none of it, regardless of the registry of the invalid entry. */
    @Test
    void anAuthThatIsNoPairBreaksTheWholeSecret() {
        var good = "\"b.azurecr.io\": {\"auth\": \"" + AUTH + "\"}";
        assertThat(json("{\"auths\": {\"a\": {\"auth\": \"%%%\"}, " + good + "}}"))
                .isEqualTo(new MalformedSecretContent("the auth of its entry a is not base64", true));
        assertThat(json("{\"auths\": {" + good + ", \"a\": {\"auth\": \"" + base64("nopair") + "\"}}}"))
                .isEqualTo(new MalformedSecretContent("the auth of its entry a is not base64 of user:password", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auths\": {\"a\": {\"auth\": 1}}}",
                "{\"auths\": {\"a\": {\"username\": {}, \"password\": \"x\"}}}",
                "{\"auths\": {\"a\": {\"email\": []}}}",
                "{\"auths\": {\"a\": \"text\"}}",
                "{\"auths\": []}",
                "[]",
                "{\"auths\": {}} more"
            })
    void aValueOfTheWrongKindBreaksTheWholeSecret(String json) {
        assertThat(json(json))
                .isInstanceOfSatisfying(
                        MalformedSecretContent.class,
                        malformed -> assertThat(malformed.endsPull()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auths\": {\"a.azurecr.io\": {\"auth\": null, \"username\": \"puller\", \"password\": \"s3cret:with colon\"}}}",
                "{\"AUTHS\": {\"a.azurecr.io\": {\"UserName\": \"puller\", \"PassWord\": \"s3cret:with colon\"}}}",
                "{\"auths\": {\"a.azurecr.io\": {\"username\": \"puller\", \"password\": \"s3cret:with colon\", \"unknown\": [1]}}}"
            })
    void fieldsAreReadAsGoReadsThem(String json) {
        assertLogin(json(json));
    }

    @Test
    void aRepeatedAuthsAddsToTheFirst() {
        assertThat(((RegistryLogins) json("{\"auths\": {\"a.azurecr.io\": {\"auth\": \"" + AUTH
                                + "\"}}, \"Auths\": {\"b.azurecr.io\": {\"auth\": \"" + AUTH + "\"}}}"))
                        .logins())
                .extracting(login -> login.key().text())
                .containsExactly("a.azurecr.io", "b.azurecr.io");
    }

    @Test
    void contentThatCannotBeReadIsMalformed() {
        assertThat(json("not json")).isEqualTo(new MalformedSecretContent(".dockerconfigjson is not JSON", true));
        assertThat(json("{}")).isEqualTo(new MalformedSecretContent("it has no auths", false));
        assertThat(content("kubernetes.io/dockerconfigjson", "other", "{}"))
                .isEqualTo(new MalformedSecretContent("it has no key .dockerconfigjson", false));
        assertThat(PullSecretReader.contentOf(new SecretBuilder()
                        .withType("kubernetes.io/dockerconfigjson")
                        .addToData(".dockerconfigjson", "*not base64*")
                        .build()))
                .isEqualTo(new MalformedSecretContent(".dockerconfigjson is not base64", true));
    }

    @Test
    void zerosBehindAPasswordAreReadInOneGo() {
        var zeros = "\0".repeat(400_000);
        var auth = base64("puller:a" + zeros + "b" + zeros);

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(((RegistryLogins) json("{\"auths\":{\"a.azurecr.io\":{\"auth\":\""
                                        + auth.substring(0, 1_000_000) + "\"}}}"))
                                .logins())
                        .hasSize(1));
        assertThat(((RegistryLogins)
                                json("{\"auths\":{\"a.azurecr.io\":{\"auth\":\"" + base64("puller:pw\0\0") + "\"}}}"))
                        .logins()
                        .get(0)
                        .password()
                        .matches(new SecretValue("pw")))
                .isTrue();
    }

    @Test
    void contentLargerThanASecretIsNotDecoded() {
        assertThat(json("{\"auths\":{" + " ".repeat(1 << 20) + "}}"))
                .isEqualTo(new MalformedSecretContent(".dockerconfigjson is larger than a secret can be", true));
        assertThat(json("{\"auths\":{" + " ".repeat(1_000_000) + "}}"))
                .isEqualTo(new MalformedSecretContent("it has no auths", false));
    }

    @Test
    void userInfoInAKeyIsNoPartOfItsHost() {
        assertThat(((RegistryLogins) json(
                                "{\"auths\":{\"https://robot:s3cret@a.azurecr.io/v2/\":{\"auth\":\"" + base64("a:b")
                                        + "\"},\"robot:s3cret@b.azurecr.io\":{\"auth\":\"" + base64("a:b") + "\"}}}"))
                        .logins())
                .extracting(login -> login.key().host())
                .containsExactly("a.azurecr.io", "b.azurecr.io");
        assertThat(json("{\"auths\":{\"robot:s3cret@b.azurecr.io\":{}}}").toString())
                .doesNotContain("s3cret");
    }

    @Test
    void aSecretOfAnotherTypeIsNoPullSecret() {
        assertThat(content("Opaque", ".dockerconfigjson", "{}")).isEqualTo(new OtherSecretType("Opaque"));
    }

    private static void assertLogin(PullSecretContent content) {
        assertThat(((RegistryLogins) content).logins()).singleElement().satisfies(login -> {
            assertThat(login.key().host()).isEqualTo("a.azurecr.io");
            assertThat(login.userName()).isEqualTo(new PullSecretUserName("puller"));
            assertThat(login.password().matches(new SecretValue("s3cret:with colon")))
                    .isTrue();
            assertThat(login)
                    .hasToString(
                            "RegistryLogin[key=a.azurecr.io, userName=(hidden), password=(hidden), problem=Optional.empty]");
        });
    }

    private static PullSecretContent json(String json) {
        return content("kubernetes.io/dockerconfigjson", ".dockerconfigjson", json);
    }

    private static PullSecretContent content(String type, String key, String text) {
        return PullSecretReader.contentOf(
                new SecretBuilder().withType(type).addToData(key, base64(text)).build());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
