package io.github.pullresponder.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An ARM template that Bicep compiled: the template itself, or a module inside it.
 *
 * @param name the name of the template and of the modules that contain this one, such as {@code events.registryEvents.events}
 */
record CompiledTemplate(String name, JsonNode json) {
    private static final String DEPLOYMENT = "Microsoft.Resources/deployments";

    Stream<Map.Entry<String, JsonNode>> parameters() {
        return json.path("parameters").properties().stream();
    }

    Stream<Map.Entry<String, JsonNode>> outputs() {
        return json.path("outputs").properties().stream();
    }

    Stream<Map.Entry<String, JsonNode>> variables() {
        return json.path("variables").properties().stream();
    }

    /** Resources by their symbolic names; modules are resources of the type {@code Microsoft.Resources/deployments}. */
    Stream<Map.Entry<String, JsonNode>> resources() {
        return json.path("resources").properties().stream();
    }

    Stream<Map.Entry<String, JsonNode>> modules() {
        return resources()
                .filter(entry -> entry.getValue().path("type").asText().equals(DEPLOYMENT));
    }

    CompiledTemplate module(String symbol) {
        return template(symbol, json.path("resources").path(symbol));
    }

    private CompiledTemplate template(String symbol, JsonNode module) {
        return new CompiledTemplate(
                name + "." + symbol, module.path("properties").path("template"));
    }

    /** The template without its modules, which have parameters of the same names. */
    JsonNode withoutModules() {
        var own = new CompiledTemplate(name, json.deepCopy());
        own.modules().forEach(entry -> ((ObjectNode) entry.getValue().path("properties")).remove("template"));
        return own.json();
    }

    Stream<CompiledTemplate> withModules() {
        return Stream.concat(
                Stream.of(this),
                modules()
                        .flatMap(entry ->
                                template(entry.getKey(), entry.getValue()).withModules()));
    }

    @Override
    public String toString() {
        return name;
    }
}
