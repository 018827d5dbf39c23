package io.github.pullresponder.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
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
            new Row("password=abc, user=b", "password=REDACTED, user=b"));

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
                "10.0.0.1:443->10.0.0.2:53: i/o timeout \uD83D\uDE00 \uD800"
            })
    void whatIsNoSecretStays(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void pullErrorCarriesTheRedactedMessage() {
        PullError error = PullErrorParser.parse(
                "Failed to pull image \"https://user:pa55@x.io/app\": Get \"https://x.io/v2/?sig=s3cret\": EOF");

        assertThat(error.toString()).doesNotContain("pa55").doesNotContain("s3cret");
    }

    record Row(String text, String redacted) {}
}
