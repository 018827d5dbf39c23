package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The real Azure CLI, which checks command lines.
 *
 * @param python the interpreter for which it is installed
 */
record AzureCli(Path python) {
    /** The version that {@code .ci/run} installs, and that the generated list is of. */
    static final String VERSION = "2.45.0";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPT = ListedCommands.FOLDER.resolve("parse.py");

    /**
     * The answer of the Azure CLI.
     *
     * @param refusals for each line, the reason why it is refused; empty if it is accepted
     * @param described the arguments of each requested command that this version has
     */
    record Answer(String version, List<Optional<String>> refusals, JsonNode described) {}

    /** Debian's package is for the system's Python, Microsoft's brings its own. */
    static Optional<AzureCli> find() {
        return Stream.of("/usr/bin/python3", "/opt/az/bin/python3")
                .map(Path::of)
                .filter(Files::isExecutable)
                .filter(AzureCli::hasIt)
                .map(AzureCli::new)
                .findFirst();
    }

    private static boolean hasIt(Path python) {
        try {
            return new ProcessBuilder(python.toString(), "-c", "import azure.cli.core")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @param lines each without {@code az} itself */
    Answer ask(List<List<String>> lines, Collection<String> commands, Path work) throws IOException {
        var asked = JSON.createObjectNode();
        asked.set("parse", JSON.valueToTree(lines));
        asked.set("describe", JSON.valueToTree(commands));
        var question = work.resolve("question.json");
        var answer = work.resolve("answer.json");
        var complaints = work.resolve("complaints.txt");
        JSON.writeValue(question.toFile(), asked);
        run(question, answer, complaints, work);
        if (Files.size(answer) == 0) {
            throw new IOException("the Azure CLI answers nothing: " + Files.readString(complaints));
        }
        var said = JSON.readTree(answer.toFile());
        var refusals = new ArrayList<Optional<String>>();
        said.path("parsed")
                .forEach(element -> refusals.add(element.isNull() ? Optional.empty() : Optional.of(element.asText())));
        return new Answer(said.path("version").asText(), refusals, said.path("described"));
    }

    /** Runs without the person's own settings, extensions and sign-in. */
    private void run(Path question, Path answer, Path complaints, Path work) throws IOException {
        var builder = new ProcessBuilder(python.toString(), SCRIPT.toString());
        builder.environment().put("AZURE_CONFIG_DIR", work.resolve("azure").toString());
        builder.environment()
                .put("AZURE_EXTENSION_DIR", work.resolve("extensions").toString());
        builder.environment().put("AZURE_CORE_COLLECT_TELEMETRY", "no");
        var process = builder.redirectInput(question.toFile())
                .redirectOutput(answer.toFile())
                .redirectError(complaints.toFile())
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("the Azure CLI does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
