package io.github.pullresponder.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signs in with the credential of the packaged libraries in a separate JVM. The libraries that the package omits are not
 * needed, neither with a managed identity, as in Azure, nor with the Azure CLI, as on a developer's machine.
 */
class CredentialChainIT {
    private static final Path LIBRARIES = Path.of("target", "azure-functions", "pull-responder", "lib");

    @TempDir
    private Path folder;

    /** The endpoint that App Service and Functions offer ("How to use managed identities for App Service": REST endpoint). */
    @Test
    void aManagedIdentitySignsIn() throws Exception {
        var queries = new CopyOnWriteArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/msi/token", exchange -> {
            queries.add(exchange.getRequestURI().getQuery() + " "
                    + exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"));
            var body = """
                    {"access_token": "of-the-identity", "expires_on": "%d", "resource": "https://management.azure.com/",
                     "token_type": "Bearer", "client_id": "7a1f"}""".formatted(System.currentTimeMillis() / 1000 + 7200).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            var token = tokenWith(Map.of(
                    "IDENTITY_ENDPOINT",
                            "http://localhost:" + server.getAddress().getPort() + "/msi/token",
                    "IDENTITY_HEADER", "a-header",
                    "AZURE_CLIENT_ID", "7a1f0000-0000-4000-8000-000000000000"));

            assertThat(token).isEqualTo("of-the-identity");
            assertThat(queries)
                    .singleElement()
                    .asString()
                    .contains("resource=https://management.azure.com", "client_id=7a1f0000", "a-header");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theAzureCliSignsIn() throws Exception {
        if (File.separatorChar == '\\') {
            Assumptions.abort("Skipped: the stand-in for the Azure CLI is a script of a Unix shell.");
        }
        Files.writeString(folder.resolve("az"), """
                #!/bin/sh
                echo '{"accessToken": "of-the-cli", "expiresOn": "2099-01-01 00:00:00.000000", "tenant": "t", "tokenType": "Bearer"}'
                """).toFile().setExecutable(true);

        // "dev" leaves out the credentials of Azure: a virtual machine that builds this may have an identity.
        assertThat(tokenWith(Map.of(
                        "AZURE_TOKEN_CREDENTIALS", "dev", "PATH", folder + File.pathSeparator + System.getenv("PATH"))))
                .isEqualTo("of-the-cli");
    }

    private String tokenWith(Map<String, String> environment) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        CredentialProbe.class.getName())
                .redirectError(folder.resolve("errors").toFile());
        // Nothing of this machine's own sign-in.
        process.environment().keySet().removeIf(name -> name.startsWith("AZURE_") || name.startsWith("IDENTITY_"));
        process.environment().put("HOME", folder.toString());
        process.environment().putAll(environment);
        var started = process.start();
        var output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(started.waitFor())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        return output;
    }

    private static String classPath() throws IOException {
        try (var libraries = Files.list(LIBRARIES)) {
            return Stream.concat(Stream.of(Path.of("target", "test-classes")), libraries.sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
