package io.github.pullresponder.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pullerror.Corpus;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorParser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl";

    static final List<Row> ROWS = List.of(
            new Row(
                    "to https://x.io/oauth2/token?scope=a%3Apull&service=x: 401 U",
                    "to https://x.io/oauth2/token: 401 U"),
            new Row(
                    "Get \"https://b.blob.core.windows.net/a?se=1&sig=a%2Fb\": EOF",
                    "Get \"https://b.blob.core.windows.net/a\": EOF"),
            new Row("[a https://x.io/v2/?a=b, c https://y.io/?d=e]", "[a https://x.io/v2/, c https://y.io/]"),
            new Row("https://user:pa55@x.io:444/v2/?q=1", "https://x.io:444/v2/"),
            new Row("https://user:p@ss@x.io/v2/", "https://x.io/v2/"),
            new Row("docker://user:pa55@x.io/app:1", "docker://x.io/app:1"),
            new Row("https://[::1]:5000/v2/?ns=x.io: 503", "https://[::1]:5000/v2/: 503"),
            new Row("see https://x.io/#access_token=abc", "see https://x.io/"),
            new Row("Authorization: Bearer " + JWT, "Authorization: Bearer REDACTED"),
            new Row("Authorization: Basic dXNlcjpwYTU1", "Authorization: Basic REDACTED"),
            new Row("token " + JWT + " is expired", "token REDACTED is expired"),
            new Row("https://x.io/t/" + JWT + "/a", "https://x.io/t/REDACTED/a"),
            new Row("…windows.net/a?se=1&sig=a%2Fb&sp=r", "…windows.net/a?se=1&sig=REDACTED&sp=r"),
            new Row("{\"access_token\":\"abc\",\"n\":1}", "{\"access_token\":\"REDACTED\",\"n\":1}"),
            new Row("{\\\"password\\\": \\\"abc\\\"}", "{\\\"password\\\": \\\"REDACTED\\\"}"),
            new Row("password=abc, user=b", "password=REDACTED, user=b"),
            new Row("robot:Pa55word@x.azurecr.io/app:1", "REDACTED@x.azurecr.io/app:1"),
            new Row(
                    "image \"robot:Pa/55@w@x.io/app:1@sha256:01\": EOF",
                    "image \"REDACTED@x.io/app:1@sha256:01\": EOF"),
            new Row("robot:Pa55@shared.x.io/app:1", "REDACTED@shared.x.io/app:1"),
            new Row("robot:Pa55@sha256:5000/app", "REDACTED@sha256:5000/app"),
            new Row("robot:Pa55@_x.io/app", "REDACTED@_x.io/app"),
            new Row("robot:Pa55@xé.io/app", "REDACTED@xé.io/app"),
            new Row("robot:Pa55@éx.io/app", "REDACTED@éx.io/app"),
            new Row("image \"robot:Pa'55@x.io/app\": EOF", "image \"REDACTED@x.io/app\": EOF"),
            new Row("image 'robot:Pa55@x.io/app' 'a:1'", "image 'REDACTED@x.io/app' 'a:1'"),
            new Row("image=robot:Pa55@x.io:443/app", "image=REDACTED@x.io:443/app"),
            new Row("tokenAsName@x.io/app", "REDACTED@x.io/app"),
            new Row("https://robot:Pa/55@x.io/v2/", "https://x.io/v2/"),
            new Row("https://robot:Pa?55@x.io/v2/", "https://x.io/v2/"),
            new Row("https:\\/\\/robot:Pa55@x.io\\/v2\\/?sig=a: EOF", "https:\\/\\/x.io\\/v2\\/: EOF"),
            new Row("https%3A%2F%2Frobot%3APa55%40x.io%2Fv2%3Fsig%3Da next", "https%3A%2F%2Fx.io%2Fv2 next"),
            new Row(
                    "docker login --docker-password S3cret --docker-username x",
                    "docker login --docker-password REDACTED --docker-username x"),
            new Row("docker login -u robot -p S3cret x.io", "docker login -u robot -p REDACTED x.io"),
            new Row("docker login -u robot -p 'S3 cret' x.io", "docker login -u robot -p 'REDACTED' x.io"),
            new Row("[\"login\",\"-p\",\"S3cret\",\"x.io\"]", "[\"login\",\"-p\",\"REDACTED\",\"x.io\"]"),
            new Row("curl -u robot:S3cret https://x.io/", "curl -u REDACTED https://x.io/"),
            new Row("curl --user robot:S3cret https://x.io/", "curl --user REDACTED https://x.io/"),
            new Row("login --password \\\n  S3cret x.io", "login --password \\\n  REDACTED x.io"),
            new Row("user 'robot' with password 'S3 cret': no", "user 'robot' with password 'REDACTED': no"),
            new Row("using password \"S3cret\"", "using password \"REDACTED\""),
            new Row("Set-Cookie: session=S3cret9", "Set-Cookie: REDACTED"),
            new Row("--password='two words' --x", "--password='REDACTED' --x"),
            new Row("Bearer\t \tAbCdEfGh1", "Bearer\t \tREDACTED"),
            new Row("bearer%20AbCdEfGh1", "bearer%20REDACTED"),
            new Row("Basic\nYWJj\\/ZGVmMTIz==", "Basic\nREDACTED"),
            new Row("authorization: Bearer abcdefghijk", "authorization: Bearer REDACTED"),
            new Row("{\"Authorization\":\"Basic abc def\"}", "{\"Authorization\":\"Basic REDACTED\"}"),
            new Row("x-" + JWT + "-y", "x-REDACTED"),
            new Row("user00000000:" + JWT, "user00000000:REDACTED"),
            new Row("it is ghp_abcdefghijklmnopqrstuvwxyz0123456789 now", "it is REDACTED now"),
            new Row("it is a1b8Q~abcdefghijklmnopqrstuvwxyz01234567 now", "it is REDACTED now"),
            new Row("it is " + "aB3/".repeat(10) + "aB+ACRDzq4Mk now", "it is REDACTED now"),
            new Row("k -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- z", "k REDACTED z"),
            new Row("k -----BEGIN RSA PRIVATE KEY-----\\nMIIE", "k REDACTED"),
            new Row(
                    "{\"name\":\"DB_PASSWORD\",\"value\":\"abc\"}",
                    "{\"name\":\"DB_PASSWORD\",\"value\":\"REDACTED\"}"),
            new Row("- name: API_TOKEN\n  value: abc\n", "- name: API_TOKEN\n  value: REDACTED\n"),
            new Row("<password>abc</password>", "<password>REDACTED</password>"),
            new Row("/api/alerts?code=abc&x=1", "/api/alerts?code=REDACTED&x=1"),
            new Row(
                    "AccountName=a;AccountKey=b+c/d==;EndpointSuffix=e",
                    "AccountName=a;AccountKey=REDACTED;EndpointSuffix=e"),
            new Row("{\"auth\":\"cm9ib3Q6UGE1NQ==\"}", "{\"auth\":\"REDACTED\"}"),
            new Row("password=\"cut off in the", "password=\"REDACTED"));

    static final List<String> HOSTILE = List.of(
            "password=",
            "password='a password=\"b password=`",
            "token:http:",
            "token: 'x509 token: \\\"x509 ",
            "a:b@c",
            "a@",
            "@sha256:0",
            "a'b@",
            "password '",
            "bearer ",
            "eyJ",
            "eyJaaaa/",
            "a8Q~",
            "+ACR",
            "-----BEGIN ",
            "https://a:b",
            "https://a:b/@",
            "%25",
            "\\",
            "\\\"",
            "&quot",
            "-p ",
            "key ,",
            "key,name",
            "key \n\n");

    @ParameterizedTest(name = "{0}")
    @FieldSource("ROWS")
    void secretsAreRemoved(Row row) {
        assertThat(Redaction.of(row.text())).isEqualTo(row.redacted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized",
                "no basic auth credentials",
                "Requesting bearer token: invalid status code from registry 403 (Forbidden)",
                "Bearer realm=\"https://x.io/oauth2/token\",service=\"x.io\"",
                "signature: none",
                "Refer https://aka.ms/acr/skus#sku-feature-matrix to view limits.",
                "x.io/app@sha256:0123",
                "app:1.2@sha256:0123",
                "app:1.2@sha2",
                "app:1.2@sha2…",
                "x.io/app:1.2@sha512:0123",
                "it's a:1, isn't it, admin@contoso.com",
                "couldn't find secret 'acr-pull', nor password 'none'",
                "Failed to pull image \"x.azurecr.io/shop/auth:3f2a1bc\": not found",
                "Failed to pull image \"x.azurecr.io/shop/jwt-token:1.2.3-rc1\": not found",
                "pulling auth:1.2",
                "ask admin@contoso.com",
                "FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets (acr-secret-1)",
                "couldn't find secret \"store/acr-secret\": not found",
                "failed to fetch anonymous token: Get \"https://x.io/oauth2/token\": dial tcp 10.0.0.1:443: i/o timeout",
                "failed to fetch oauth token: x509: certificate signed by unknown authority",
                "failed to fetch oauth token: 401 Unauthorized",
                "automountServiceAccountToken: false",
                "\"identitytoken\":null",
                "mkdir -p /var/lib",
                "docker run -p 8080:80 -u 1000:1000 x",
                "az acr login --expose-token --name x",
                "exec: \"--token\": not a flag",
                "unauthorized: authentication required",
                "authorization failed: no access",
                "no such key: store",
                "secretName: acr",
                "10.0.0.1:443->10.0.0.2:53: i/o timeout \uD83D\uDE00 \uD800"
            })
    void nonSecretTextStays(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void pullErrorCarriesTheRedactedMessage() {
        PullError error = PullErrorParser.parse(
                "Failed to pull image \"https://user:pa55@x.io/app\": Get \"https://x.io/v2/?sig=s3cret\": EOF");

        assertThat(error.toString()).doesNotContain("pa55").doesNotContain("s3cret");
    }

    /** A message from elsewhere stays as it is, except for the queries of URLs. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.pullresponder.pullerror.Corpus#messages")
    void nothingOfARealMessageIsRedacted(Corpus.Labelled labelled) {
        String withoutToken = labelled.message().replaceAll("eyJ[A-Za-z0-9._-]+", "");

        assertThat(Redaction.of(withoutToken)).doesNotContain("REDACTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.azurecr.io/shop/auth:3f2a1bc",
                "token:Release-2024",
                "x.azurecr.io/app@v1.2",
                "x.azurecr.io/app:1.2@",
                "x.azurecr.io/app:1.2@sha256:",
                "x.azurecr.io/Shop/Auth:3f2a1bc",
                "x.azurecr.io:443/secret/key:password-1@sha256:0123",
                "not an image"
            })
    void nonSecretTextStaysInAnImage(String image) {
        assertThat(Redaction.ofImage(image)).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "robot:Pa55word@x.azurecr.io/app:1",
                "https://robot:Pa55word@x.azurecr.io/app:1",
                "robot:Pa/55word@x.azurecr.io/app",
                "robot%3APa55word@x.azurecr.io/app:1"
            })
    void userInfoIsRemovedFromAnImage(String image) {
        assertThat(Redaction.ofImage(image))
                .doesNotContain("55word")
                .endsWith("x.azurecr.io/app" + (image.endsWith(":1") ? ":1" : ""));
        assertThat(ImageReference.find(Redaction.ofImage(image)))
                .as("as little a reference as before")
                .isEmpty();
    }

    /** Tests different characters around a secret: the image of a pod can contain any text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "robot:Pa55word@shared.azurecr.io/app:1",
                "robot:Pa55word@sha256.azurecr.io/app:1",
                "robot:Pa55word@-x.io/app",
                "robot:Pa55word@_x.io/app",
                "robot:Pa55word@é.io/app",
                "robot:Pa55word@@x.io/app",
                "robot:Pa55word@x.io/app@sha256:0123",
                "robot:'Pa55word'@x.io/app",
                "robot:a\"Pa55word@x.io/app",
                "robot:a<Pa55word@x.io/app",
                "robot: Pa55word@x.io/app",
                "Pa55word@registry/app",
                "x.io/app?password=Pa55word",
                "x.io/app:1?Pa55word",
                "x.io/app#Pa55word",
                "x.io/app:1;password=Pa55word",
                "x.io/app:1 --password Pa55word"
            })
    void invalidReferencesShowNoSecretEither(String image) {
        assertThat(Redaction.ofImage(image)).doesNotContain("55word").contains("REDACTED");
    }

    /** A quadratic implementation would need minutes for this. */
    @ParameterizedTest(name = "{0}")
    @FieldSource("HOSTILE")
    void oneMegabyteIsReadInNoTime(String unit) {
        String text = unit.repeat((1 << 20) / unit.length());

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Redaction.of(text));
    }

    record Row(String text, String redacted) {}

    /** The query is removed, and with it the only difference between the address and a key. */
    @Test
    void textAfterAnAddressThatEndsInTokenIsNotAToken() {
        var once = Redaction.of("GET request to https://contosoacr.azurecr.io/oauth2/token?scope=pull: 4Failed");
        assertThat(once).endsWith("/oauth2/token: 4Failed");
        assertThat(Redaction.of(once)).isEqualTo(once);
        assertThat(Redaction.of("vault/token: 4Failed"))
                .as("a path is no address")
                .doesNotContain("4Failed");
    }
}
