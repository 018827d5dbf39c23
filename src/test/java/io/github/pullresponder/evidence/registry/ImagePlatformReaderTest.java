package io.github.pullresponder.evidence.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.evidence.Images.IndexEntry;
import io.github.pullresponder.evidence.Images.ManifestContent;
import io.github.pullresponder.image.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePlatformReaderTest {

    @Test
    void anIndexIsReadWithoutItsAttestations() {
        var index = json("""
                {"manifests": [
                  {"digest": "sha256:aa", "platform": {"os": "linux", "architecture": "arm64", "variant": "v8"}},
                  {"digest": "sha256:bb", "platform": {"os": "windows", "architecture": "amd64", "os.version": "10.0.20348.2762"}},
                  {"digest": "sha256:cc", "platform": {"os": "unknown", "architecture": "unknown"}}]}""");
        assertThat(ImagePlatformReader.contentOf(index))
                .isEqualTo(new ManifestContent(
                        List.of(
                                new IndexEntry("sha256:aa", new Platform("linux", "arm64", Optional.empty())),
                                new IndexEntry(
                                        "sha256:bb", new Platform("windows", "amd64", Optional.of("10.0.20348.2762")))),
                        Optional.empty()));
    }

    @Test
    void anImageOfSchema1HasNoConfigurationOfItsOwn() {
        assertThat(ImagePlatformReader.contentOf(json("{\"schemaVersion\": 1, \"architecture\": \"amd64\"}")))
                .isEqualTo(new ManifestContent(List.of(), Optional.empty()));
    }

    @Test
    void aConfigurationHasThePlatformOfOneImage() {
        assertThat(ImagePlatformReader.ofConfiguration(
                        json("{\"os\": \"windows\", \"architecture\": \"amd64\", \"os.version\": \"10.0.17763.1\"}")))
                .isEqualTo(new Platform("windows", "amd64", Optional.of("10.0.17763.1")));
    }

    /** An image with an unknown platform must not be reported as an image without a suitable platform. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"manifests\": [{\"digest\": \"sha256:aa\"}]}",
                "{\"manifests\": [{\"digest\": \"sha256:aa\", \"platform\": {\"os\": \"linux\"}}]}",
                "{\"manifests\": [{\"platform\": {\"os\": \"linux\", \"architecture\": \"amd64\"}}]}",
                "{\"manifests\": [{\"platform\": {\"os\": \"unknown\", \"architecture\": \"unknown\"}}]}",
                "{\"manifests\": []}"
            })
    void anIndexWithoutPlatformsIsMalformed(String index) {
        assertThatThrownBy(() -> ImagePlatformReader.contentOf(json(index)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anArtifactThatIsNotAnImageIsMalformed() {
        assertThatThrownBy(() -> ImagePlatformReader.ofConfiguration(json("{}")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImagePlatformReader.contentOf(json("{\"layers\": []}")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImagePlatformReader.contentOf(
                        json("{\"config\": {\"digest\": \"sha256:../../oauth2/token\"}}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
