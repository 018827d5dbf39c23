package io.github.pullresponder.sandbox.remedy;

import java.util.List;

/** Simulates {@code docker push} and {@code docker buildx build --push} on the registries of an estate. */
final class Docker {
    private Docker() {}

    static String run(Call call, EstateFiles estate) {
        var words = call.arguments();
        if (words.get(0).equals("push")) {
            push(words.get(words.size() - 1), "linux/amd64", estate);
        } else if (words.subList(0, 2).equals(List.of("buildx", "build")) && words.contains("--push")) {
            push(after("--tag", words), after("--platform", words), estate);
        } else if (words.subList(0, 3).equals(List.of("buildx", "imagetools", "create"))) {
            combine(after("--tag", words), words.subList(words.indexOf("--tag") + 2, words.size()), estate);
        } else {
            throw new IllegalArgumentException("this command is not simulated: " + call);
        }
        return "";
    }

    /** Creates an index of the source images and moves the tag to it. */
    private static void combine(String tag, List<String> sources, EstateFiles estate) {
        var parts = tag.split("/", 2);
        var names = sources.stream()
                .map(text -> RegistryContentCommands.Name.of(text.split("/", 2)[1]))
                .toList();
        RegistryContentCommands.combine(
                estate.registry(parts[0]), RegistryContentCommands.Name.of(parts[1]), names, estate);
    }

    private static String after(String option, List<String> words) {
        return words.get(words.indexOf(option) + 1);
    }

    private static void push(String image, String platforms, EstateFiles estate) {
        var parts = image.split("/", 2);
        var isKnown = estate.ofType(RegistryCommands.REGISTRIES)
                .anyMatch(element ->
                        element.at("/properties/loginServer").asText().equalsIgnoreCase(parts[0]));
        if (!isKnown) {
            throw new Refusal("dial tcp: lookup %s: no such host", parts[0]);
        }
        var name = RegistryContentCommands.Name.of(parts[1]);
        RegistryContentCommands.push(estate.registry(parts[0]), name, estate, platforms);
        // The image is replicated before the next diagnosis.
        estate.replicasOf(parts[0]).forEach(replica -> RegistryContentCommands.push(replica, name, estate, platforms));
    }
}
