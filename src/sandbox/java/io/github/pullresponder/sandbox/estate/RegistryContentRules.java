package io.github.pullresponder.sandbox.estate;

/** Checks the parts of a {@code registries/<login server>.json} that the simulated registry needs. */
final class RegistryContentRules {
    private RegistryContentRules() {}

    static void check(Place content) {
        content.optional("repositories")
                .ifPresent(repositories -> repositories
                        .fields()
                        .values()
                        .forEach(repository ->
                                repository.elementsOf("manifests").forEach(RegistryContentRules::manifest)));
        content.optional("deleted")
                .ifPresent(deleted -> deleted.fields()
                        .values()
                        .forEach(repository -> repository.elementsOf("tags").forEach(Place::text)));
        content.optional("passwords")
                .ifPresent(users -> users.fields()
                        .values()
                        .forEach(passwords -> passwords.elements().forEach(Place::text)));
        content.optional("anonymousPull").ifPresent(Place::truth);
    }

    private static void manifest(Place manifest) {
        manifest.required("digest").text();
        manifest.elementsOf("tags").forEach(Place::text);
        manifest.optional("mediaType").ifPresent(Place::text);
        manifest.optional("createdOn").ifPresent(Place::text);
        manifest.optional("body").ifPresent(Place::object);
        manifest.optional("readEnabled").ifPresent(Place::truth);
    }
}
