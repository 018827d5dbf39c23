package io.github.pullresponder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String DIGEST = "sha256:" + HEX;

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "nginx, docker.io/library/nginx",
        "nginx:1.27, docker.io/library/nginx:1.27",
        "bitnami/redis, docker.io/bitnami/redis",
        "docker.io/nginx, docker.io/library/nginx",
        "index.docker.io/nginx, docker.io/library/nginx",
        "docker.io/bitnami/redis:7, docker.io/bitnami/redis:7",
        "x.azurecr.io/app, x.azurecr.io/app",
        "x.azurecr.io/shop/web:1.4.2, x.azurecr.io/shop/web:1.4.2",
        "x.azurecr.io:443/shop/web:1.4.2, x.azurecr.io:443/shop/web:1.4.2",
        "localhost/app, localhost/app",
        "localhost:5000/app:1, localhost:5000/app:1",
        "localhost:5000, docker.io/library/localhost:5000",
        "10.0.0.4:5000/app, 10.0.0.4:5000/app",
        "[::1]/app, [::1]/app",
        "[2001:db8::1]:5000/app:1, [2001:db8::1]:5000/app:1",
        "Registry/app, Registry/app",
        "X.azurecr.io/app, X.azurecr.io/app",
        "a--b.example.com/app, a--b.example.com/app",
        "x.io/a.b/c_d/e__f/g-h/i---j, x.io/a.b/c_d/e__f/g-h/i---j",
        "x.io/app:_1.A-b, x.io/app:_1.A-b",
        "x.azurecr.io, docker.io/library/x.azurecr.io",
    })
    void fullFormIsCompletedAsContainerdDoes(String text, String full) {
        assertThat(ImageReference.parse(text)).hasToString(full);
    }

    @Test
    void tagAndDigestAreBothRetained() {
        ImageReference image = ImageReference.parse("x.azurecr.io/app:1@" + DIGEST);

        assertThat(image.tag()).contains("1");
        assertThat(image.digest()).contains(DIGEST);
        assertThat(image.manifestReference()).isEqualTo(DIGEST);
        assertThat(image).hasToString("x.azurecr.io/app:1@" + DIGEST);
    }

    @Test
    void nothingIsFilledInForAMissingTag() {
        ImageReference image = ImageReference.parse("x.azurecr.io/app");

        assertThat(image.tag()).isEmpty();
        assertThat(image.tagOrDefault()).isEqualTo("latest");
        assertThat(image.manifestReference()).isEqualTo("latest");
    }

    @Test
    void limitsAreInclusive() {
        String path = "a".repeat(255);
        String tag = "t".repeat(128);

        assertThat(ImageReference.parse("x.io/" + path + ":" + tag).repository())
                .isEqualTo(path);
    }

    static final List<String> DIGESTS =
            List.of(DIGEST, "sha384:" + "ab".repeat(48), "sha512:" + "0f".repeat(64), "sha256+b64u:" + "AB".repeat(20));

    @ParameterizedTest
    @FieldSource("DIGESTS")
    void digestsOfEveryAlgorithmAreRead(String digest) {
        assertThat(ImageReference.parse("x.azurecr.io/app@" + digest).digest()).contains(digest);
    }

    static final List<Invalid> INVALID = List.of(
            new Invalid("", 0, "the reference is empty"),
            new Invalid("x.io/my app", 7, "white space"),
            new Invalid("x.io/app\n", 8, "white space"),
            new Invalid("x.io/äpp", 5, "character U+00E4 is not valid in an image reference"),
            new Invalid("https://x.io/app:v1", 0, "scheme https:// is not valid in an image reference"),
            new Invalid("docker://x.io/app", 0, "scheme docker:// is not valid in an image reference"),
            new Invalid("x.io/App:1", 5, "a repository name must be lower case"),
            new Invalid("x.io/my-App:1", 8, "a repository name must be lower case"),
            new Invalid("App", 0, "a repository name must be lower case"),
            new Invalid("x.io/app:v1:v2", 11, "second tag"),
            new Invalid("x.io/app:", 9, "the tag is empty"),
            new Invalid("x.io/app:v1/web", 11, "a tag must not contain a slash"),
            new Invalid("x.io/app:.v1", 9, "a tag must start with a letter, a digit or an underscore"),
            new Invalid("x.io/app:v$1", 10, "a tag may only contain letters, digits, dots, hyphens and underscores"),
            new Invalid("x.io/app:" + "t".repeat(129), 137, "a tag has at most 128 characters"),
            new Invalid("x.io/" + "a".repeat(256), 260, "a repository name has at most 255 characters"),
            new Invalid(HEX, 0, "64 hex characters are an image id, not a repository name"),
            new Invalid("x.io/", 5, "a repository name is missing"),
            new Invalid("x.io/app/", 9, "a path component is empty"),
            new Invalid("x.io//app", 5, "a path component is empty"),
            new Invalid("/app", 0, "a path component is empty"),
            new Invalid("x.io/-app", 5, "separator - must be between letters or digits"),
            new Invalid("x.io/app-", 8, "separator - must be between letters or digits"),
            new Invalid("x.io/a..b", 6, "separator . must be between letters or digits"),
            new Invalid("x.io/a___b", 6, "separator _ must be between letters or digits"),
            new Invalid("x.io/a$b", 6, "character $ is not valid in a repository name"),
            new Invalid("x_y.io/app", 1, "character _ is not valid in a registry name"),
            new Invalid("-x.io/app", 0, "- must be between letters or digits in a registry name"),
            new Invalid("x..io/app", 1, ". must be between letters or digits in a registry name"),
            new Invalid(":5000/app", 0, "a registry name is missing"),
            new Invalid("x.io:/app", 5, "the port is empty"),
            new Invalid("x.io:50a/app", 7, "a port may only contain digits"),
            new Invalid("[::1/app", 0, "bracket [ is not closed"),
            new Invalid("[]:5000/app", 1, "an IPv6 address is missing"),
            new Invalid("[::g]/app", 3, "character g is not valid in an IPv6 address"),
            new Invalid("[::1]x/app", 5, "character x is not valid in a registry name"),
            new Invalid("x.io/app@", 9, "the digest is empty"),
            new Invalid("x.io/app@sha256", 9, "a digest has the form algorithm:hex"),
            new Invalid("x.io/app@sha256:zz", 16, "digest must be 64 hex characters after sha256:"),
            new Invalid("x.io/app@sha256:abc", 19, "digest must be 64 hex characters after sha256:"),
            new Invalid("x.io/app@" + DIGEST + "0", 80, "digest must be 64 hex characters after sha256:"),
            new Invalid(
                    "x.io/app@sha256:" + HEX.replace('a', 'A'), 26, "digest must be 64 hex characters after sha256:"),
            new Invalid("x.io/app@md5:abc", 16, "digest must be at least 32 hex characters after md5:"),
            new Invalid("x.io/app@1a:abc", 9, "character 1 is not valid here in a digest algorithm"),
            new Invalid("x.io/app@a+:abc", 11, "the digest algorithm is incomplete"),
            new Invalid("x.io/app@" + DIGEST + "@" + DIGEST, 80, "second digest"),
            new Invalid("@" + DIGEST, 0, "a repository name is missing"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("INVALID")
    void firstCharacterThatDoesNotFitIsNamed(Invalid invalid) {
        var thrown =
                catchThrowableOfType(InvalidImageReferenceException.class, () -> ImageReference.parse(invalid.text()));

        assertThat(thrown.reason()).isEqualTo(invalid.reason());
        assertThat(thrown.position()).isEqualTo(invalid.position());
        assertThat(thrown)
                .hasMessage("\"%s\" is not an image reference: %s (at position %d)"
                        .formatted(invalid.text(), invalid.reason(), invalid.position()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x.io/App", "a b", "https://x.io/app"})
    void anInvalidReferenceIsNotFound(String text) {
        assertThat(ImageReference.find(text)).isEmpty();
    }

    @Test
    void aValidReferenceIsFound() {
        assertThat(ImageReference.find("x.io/app:1"))
                .contains(new ImageReference("x.io", "app", Optional.of("1"), Optional.empty()));
    }

    record Invalid(String text, int position, String reason) {}
}
