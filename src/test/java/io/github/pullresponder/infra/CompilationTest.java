package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the compiled templates and the snapshots match the sources, with or without a compiler on the machine. */
@Tag("infrastructure")
class CompilationTest {
    private static final String REPAIR = "run infra/compile.sh";

    private static final Pattern LOADS = Pattern.compile("\\bload\\w+\\('([^']+)'");

    /** The ids that compile.sh uses, so that a snapshot is the same on every machine. */
    private static final String TENANT = "9b0de9a1-7f5e-4f0c-8a8f-7f0f4e0e3d11";

    @TempDir
    private Path folder;

    @Test
    void everySourceIsCompiled() throws IOException {
        var recorded = Templates.text("compiled/sources.sha256")
                .lines()
                .map(line -> line.split(" {2}", 2))
                .collect(Collectors.toMap(pair -> pair[1], pair -> pair[0], (one, other) -> one, TreeMap::new));

        assertThat(recorded).as(REPAIR).isEqualTo(hashes());
    }

    /** Otherwise a change of a loaded file would not be detected. */
    @Test
    void everyFileThatATemplateLoadsIsASource() {
        var loaded = Templates.files(".bicep").stream()
                .flatMap(file -> LOADS.matcher(Templates.text(file.toString()))
                        .results()
                        .map(match ->
                                file.resolveSibling(match.group(1)).normalize().toString()))
                .toList();

        assertThat(loaded).containsExactlyInAnyOrder("failed-pulls.kql", "operations.json", "roles.json");
        assertThat(sources()).containsAll(loaded);
    }

    private static Map<String, String> hashes() throws IOException {
        var hashes = new TreeMap<String, String>();
        for (var source : sources()) {
            hashes.put(source, hash(Files.readAllBytes(Templates.FOLDER.resolve(source))));
        }
        return hashes;
    }

    /** All files from which a compiled template or a snapshot is made, and these outputs, which no one edits by hand. */
    private static List<String> sources() {
        return Templates.files(".bicep", ".bicepparam", ".kql", ".json").stream()
                .map(Path::toString)
                .toList();
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneCompilerCompiledEverything() {
        assertThat(Stream.of(Templates.main(), Templates.events())
                        .map(answer ->
                                answer.json().at("/metadata/_generator/version").asText())
                        .distinct())
                .singleElement()
                .asString()
                .matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "events"})
    void theCompilerAgrees(String template) throws IOException {
        var compiled = folder.resolve("compiled.json");
        var run = bicep().run(Templates.FOLDER, "build", template + ".bicep", "--outfile", compiled.toString());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(Files.readString(compiled)).as(REPAIR).isEqualTo(Templates.text("compiled/" + template + ".json"));
    }

    /** The machine may have the variables of an installation. The compiler must not read them here. */
    @ParameterizedTest
    @ValueSource(strings = {"main", "events"})
    void theCompilerAgreesOnTheParameters(String template) throws IOException {
        var compiled = folder.resolve("parameters.json");
        var bicep = bicep().program().toAbsolutePath().toString();
        var arguments = new ArrayList<>(List.of("-i", "HOME=" + System.getProperty("user.home")));
        Templates.requiredVariables(template + ".bicepparam")
                .forEach(variable -> arguments.add(variable + "=" + variable));
        arguments.addAll(List.of(bicep, "build-params", template + ".bicepparam", "--bicep-file", template + ".bicep"));
        arguments.addAll(List.of("--outfile", compiled.toString()));

        var run = Tool.require("env").run(Templates.FOLDER, arguments.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(Files.readString(compiled))
                .as(REPAIR)
                .isEqualTo(Templates.text("compiled/" + template + ".parameters.json"));
    }

    /** A newer API version is information only: an error would fail the build merely because time has passed. */
    @ParameterizedTest
    @ValueSource(strings = {"main.bicep", "events.bicep"})
    void theLinterReportsNothing(String template) {
        var run = bicep().run(Templates.FOLDER, "lint", template);

        assertThat(run.exitCode()).isZero();
        assertThat(run.output().lines().filter(text -> !text.contains("Info use-recent-api-versions")))
                .isEmpty();
    }

    /** On a copy, because the compiler formats many files only in place, and starting it for each takes a minute. */
    @ParameterizedTest
    @ValueSource(strings = {".bicep", ".bicepparam"})
    void everyFileIsFormatted(String suffix) throws IOException {
        var files = Templates.files(suffix);
        for (var file : files) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(Templates.FOLDER.resolve(file), folder.resolve(file));
        }

        var run = bicep().run(folder, "format", "--pattern", "**/*" + suffix);

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(folder.resolve(file)))
                        .as("run bicep format %s", file)
                        .isEqualTo(Templates.text(file.toString())));
    }

    /** A reviewer sees which resources a change of the templates changes. */
    @ParameterizedTest
    @MethodSource("snapshots")
    void theSnapshotIsThatOfTheTemplates(Path parameters) {
        var run = bicep().run(
                        Templates.FOLDER,
                        "snapshot",
                        parameters.toString(),
                        "--mode",
                        "validate",
                        "--tenant-id",
                        TENANT,
                        "--subscription-id",
                        Snapshot.HOME_SUBSCRIPTION,
                        "--location",
                        "westeurope",
                        "--deployment-name",
                        "snapshot");

        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    static List<Path> snapshots() {
        return Templates.files(".bicepparam").stream()
                .filter(text -> text.startsWith("snapshots"))
                .toList();
    }

    @Test
    void everySnapshotIsUsed() {
        assertThat(Templates.files(".snapshot.json"))
                .extracting(file -> file.getFileName().toString().replace(".snapshot.json", ""))
                .containsExactlyInAnyOrderElementsOf(
                        Snapshot.all().stream().map(Snapshot::name).toList());
    }

    /** compile.sh and this test must predict for the same ids. */
    @Test
    void theScriptUsesTheSameIds() {
        assertThat(Templates.text("compile.sh"))
                .contains("tenant=" + TENANT, "subscription=" + Snapshot.HOME_SUBSCRIPTION);
    }

    /** The compiler of the committed files. With another compiler, or without one, the test is skipped with that reason. */
    private static Tool bicep() {
        var bicep = Tool.require("bicep");
        var wanted = Templates.main().json().at("/metadata/_generator/version").asText();
        var version = bicep.run(Path.of("."), "--version").output();
        var release = wanted.substring(0, wanted.lastIndexOf('.'));
        if (!version.contains("version " + release + " ")) {
            Tool.skip("the comparison with Bicep: the templates are compiled with %s, and the PATH has %s"
                    .formatted(release, version.strip()));
        }
        return bicep;
    }
}
