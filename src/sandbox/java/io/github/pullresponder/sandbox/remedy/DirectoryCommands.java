package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.UUID;

/** Simulates {@code az ad …} and {@code az resource update}. */
final class DirectoryCommands {
    private DirectoryCommands() {}

    static void addTo(Az az) {
        az.answers("ad sp show", DirectoryCommands::principal)
                .does("ad sp update", DirectoryCommands::update)
                .does("ad sp create", DirectoryCommands::create)
                .answers("ad sp credential reset", DirectoryCommands::reset)
                .answers("ad app credential reset", DirectoryCommands::reset)
                .does("ad app credential delete", line -> remove(line, "applications"))
                .does("ad sp credential delete", line -> remove(line, "servicePrincipals"))
                .does("resource update", DirectoryCommands::set);
    }

    private static void update(Az.Line line) {
        var principal = principal(line);
        line.list("--set").forEach(change -> put(principal, change));
    }

    private static ObjectNode principal(Az.Line line) {
        var id = line.get("--id");
        return line.estate()
                .inDirectory("servicePrincipals", "appId", id)
                .or(() -> line.estate().inDirectory("servicePrincipals", "id", id))
                .orElseThrow(() -> new Refusal("there is no service principal %s", id));
    }

    /** Creates a service principal with a new object id. It does not have the role assignments of the former one. */
    private static void create(Az.Line line) {
        var appId = line.get("--id");
        var application = line.estate()
                .inDirectory("applications", "appId", appId)
                .orElseThrow(() -> new Refusal("there is no application %s", appId));
        if (line.estate().inDirectory("servicePrincipals", "appId", appId).isPresent()) {
            throw new Refusal("there already is a service principal of %s", appId);
        }
        var principal = line.estate()
                .directory("servicePrincipals")
                .addObject()
                .put("id", EstateFiles.newId())
                .put("appId", appId)
                .put("displayName", application.path("displayName").asText())
                .put("servicePrincipalType", "Application")
                .put("accountEnabled", true);
        principal.putArray("passwordCredentials");
        principal.putArray("keyCredentials");
    }

    /** Adds a password to the application. Without {@code --append}, removes the others. */
    private static JsonNode reset(Az.Line line) {
        var appId = line.get("--id");
        var application = line.estate()
                .inDirectory("applications", "appId", appId)
                .orElseThrow(() -> new Refusal("there is no application %s in this tenant", appId));
        var password = "N" + UUID.randomUUID().toString().replace("-", "~").substring(0, 30);
        if (!line.has("--append")) {
            application.putArray("passwordCredentials");
            application.putArray("keyCredentials");
        }
        application
                .withArray("/passwordCredentials")
                .addObject()
                .put("keyId", EstateFiles.newId())
                .put("hint", password.substring(0, 3))
                .put("secretText", password)
                .put("startDateTime", line.estate().since())
                .put(
                        "endDateTime",
                        line.estate().now().plus(Duration.ofDays(365)).toString());
        return EstateFiles.JSON.createObjectNode().put("appId", appId).put("password", password);
    }

    private static void remove(Az.Line line, String kind) {
        var credentials = line.estate()
                .inDirectory(kind, "appId", line.get("--id"))
                .orElseThrow(() -> new Refusal("there is no such %s", kind))
                .withArray(line.has("--cert") ? "/keyCredentials" : "/passwordCredentials");
        for (var i = 0; i < credentials.size(); i++) {
            if (credentials.get(i).path("keyId").asText().equals(line.get("--key-id"))) {
                credentials.remove(i);
                return;
            }
        }
        throw new Refusal("there is no credential %s", line.get("--key-id"));
    }

    private static void set(Az.Line line) {
        line.list("--ids")
                .forEach(id ->
                        line.list("--set").forEach(change -> put(line.estate().get(id), change)));
    }

    private static void put(ObjectNode object, String change) {
        var parts = change.split("=", 2);
        var path = parts[0].split("\\.", -1);
        var at = object;
        for (var i = 0; i < path.length - 1; i++) {
            at = at.withObject("/" + path[i]);
        }
        var value = parts[1];
        if (value.matches("true|false")) {
            at.put(path[path.length - 1], value.equals("true"));
        } else {
            at.put(path[path.length - 1], value);
        }
    }
}
