package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.sandbox.estate.EstateException;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayeredEstateTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aBaseAndALayer() throws IOException {
        write("base/arm.json", "[{\"id\": \"/a\", \"tags\": {\"x\": \"1\", \"y\": \"2\"}}, {\"id\": \"/b\"}]");
        write("base/kubernetes/c.yaml", "kind: Pod\nmetadata: {name: p, namespace: n}\nspec: {nodeName: one}\n");
        write("base/expected.json", "{\"01\": {\"causes\": []}}");
        write("layer/base.json", "{\"base\": \"../base\"}");
    }

    @Test
    void elementsAreMergedRemovedAndAddedByTheirId() throws IOException {
        write(
                "layer/arm.json",
                "[{\"id\": \"/A\", \"tags\": {\"x\": null, \"z\": \"3\"}}, {\"id\": \"/b\", \"$remove\": true}, {\"id\": \"/c\"}]");
        assertThat(read("arm.json").replaceAll("\\s", ""))
                .isEqualTo("[{\"id\":\"/A\",\"tags\":{\"y\":\"2\",\"z\":\"3\"}},{\"id\":\"/c\"}]");
    }

    @Test
    void kubernetesObjectsAreMergedByKindNamespaceAndName() throws IOException {
        write("layer/kubernetes/c.yaml", "kind: Pod\nmetadata: {name: p, namespace: n}\nspec: {nodeName: two}\n");
        assertThat(read("kubernetes/c.yaml")).contains("\"two\"").doesNotContain("\"one\"");
    }

    @Test
    void triggersAndExpectationsAreNotInherited() {
        assertThat(LayeredEstate.complete(folder.resolve("layer"), folder.resolve("work"))
                        .resolve("expected.json"))
                .doesNotExist();
    }

    @Test
    void anEstateWithoutBaseIsTakenAsItIs() {
        assertThat(LayeredEstate.complete(folder.resolve("base"), folder.resolve("work")))
                .isEqualTo(folder.resolve("base"));
    }

    @Test
    void aBaseThatIsNotThereIsNamed() throws IOException {
        write("layer/base.json", "{\"base\": \"../none\"}");
        assertThatThrownBy(() -> LayeredEstate.complete(folder.resolve("layer"), folder.resolve("work")))
                .isInstanceOf(EstateException.class)
                .hasMessageContaining("base.json")
                .hasMessageContaining("none");
    }

    private String read(String file) throws IOException {
        return Files.readString(LayeredEstate.complete(folder.resolve("layer"), folder.resolve("work"))
                .resolve(file));
    }

    private void write(String file, String content) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
