package io.github.pullresponder.evidence.registry;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.Images.DeletedTag;
import io.github.pullresponder.evidence.SdkValueConverter;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** Reads repositories, tags and manifests from the registry's own API with Pull Responder's identity. */
public final class AcrImages implements Images {
    private static final int ITEMS_A_PAGE = 100;
    private static final int MOST_PAGES_OF_REPOSITORIES = 10;
    private static final String QUARANTINED = "Quarantined";

    private final AzureConnection azure;
    private final RequestCounter tally;
    private final Map<String, AcrTokenExchange> authentications = new ConcurrentHashMap<>();

    public AcrImages(AzureConnection azure, RequestCounter tally) {
        this.azure = azure;
        this.tally = tally;
    }

    @Override
    public int status(ResourceGraphRegistry registry) {
        return azure.read("the status of " + registry.loginServer(), Permission.READ_IMAGES, () -> {
            var endpoint = "https://" + registry.loginServer();
            var request = new HttpRequest(HttpMethod.GET, endpoint + "/v2/");
            var pipeline = azure.pipeline(endpoint, new HttpPipelineSyncPolicy(), RemoteSystem.REGISTRY, tally);
            try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
                return response.getStatusCode();
            }
        });
    }

    @Override
    public Optional<Repository> repository(ResourceGraphRegistry registry, String name) {
        return azure.find("repository " + in(registry, name), Permission.READ_IMAGES, () -> {
            var properties = api(registry, reading(name))
                    .client()
                    .getRepository(name)
                    .getPropertiesWithResponse(Context.NONE)
                    .getValue();
            return new Repository(named(name, properties.getName()), isEnabled(properties.isReadEnabled()));
        });
    }

    @Override
    public Optional<Tag> tag(ResourceGraphRegistry registry, String repository, String tag) {
        return azure.find("image %s:%s".formatted(in(registry, repository), tag), Permission.READ_IMAGES, () -> {
            var properties = api(registry, reading(repository))
                    .client()
                    .getArtifact(repository, tag)
                    .getTagPropertiesWithResponse(tag, Context.NONE)
                    .getValue();
            return new Tag(
                    named(tag, properties.getName()),
                    properties.getDigest(),
                    isEnabled(properties.isReadEnabled()),
                    Optional.ofNullable(properties.getLastUpdatedOn()).map(OffsetDateTime::toInstant));
        });
    }

    /** Reads JSON: the SDK omits the quarantine state. */
    @Override
    public Optional<Manifest> manifest(ResourceGraphRegistry registry, String repository, String digest) {
        var what = "image %s@%s".formatted(in(registry, repository), digest);
        return azure.find(what, Permission.READ_IMAGES, () -> {
            var manifest = api(registry, reading(repository))
                    .get("/acr/v1/%s/_manifests/%s".formatted(repository, digest))
                    .path("manifest");
            var attributes = manifest.path("changeableAttributes");
            return new Manifest(
                    named(digest, manifest.path("digest").textValue()),
                    attributes.path("readEnabled").asBoolean(true),
                    QUARANTINED.equalsIgnoreCase(
                            attributes.path("quarantineState").asText()),
                    SdkValueConverter.instant(manifest.path("createdTime").textValue()),
                    Optional.ofNullable(manifest.path("mediaType").textValue()));
        });
    }

    @Override
    public Optional<ManifestContent> content(ResourceGraphRegistry registry, String repository, String reference) {
        var what = "the manifest of %s, %s".formatted(in(registry, repository), reference);
        return azure.find(
                what,
                Permission.READ_IMAGES,
                () -> ImagePlatformReader.contentOf(
                        api(registry, reading(repository)).manifest(repository, reference)));
    }

    @Override
    public Platform platform(ResourceGraphRegistry registry, String repository, String configuration) {
        return azure.read(
                "the configuration of an image of " + in(registry, repository),
                Permission.READ_IMAGES,
                () -> ImagePlatformReader.ofConfiguration(
                        api(registry, reading(repository)).blob(repository, configuration)));
    }

    @Override
    public List<String> newestTags(ResourceGraphRegistry registry, String repository) {
        return tags(registry, repository, "orderby=timedesc");
    }

    @Override
    public List<String> tagsAfter(ResourceGraphRegistry registry, String repository, String text) {
        return tags(registry, repository, "last=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    /** Reads JSON: the SDK lists the tags of one manifest only, and only from the beginning. */
    private List<String> tags(ResourceGraphRegistry registry, String repository, String query) {
        return azure.read(
                "tags of " + in(registry, repository),
                Permission.READ_IMAGES,
                () -> elements(
                                api(registry, reading(repository))
                                        .get("/acr/v1/%s/_tags?n=%d&%s".formatted(repository, ITEMS_A_PAGE, query)),
                                "tags")
                        .stream()
                        .map(tag -> tag.path("name").asText())
                        .toList());
    }

    @Override
    public List<String> repositories(ResourceGraphRegistry registry) {
        return azure.read(
                "the repositories of " + registry.loginServer(),
                Permission.LIST_REPOSITORIES,
                () -> pages(
                        api(registry, "registry:catalog:*").client().listRepositoryNames(Context.NONE),
                        MOST_PAGES_OF_REPOSITORIES));
    }

    /** Reads JSON: the SDK has no such call. Source: azure-cli, {@code az acr manifest list-deleted-tags}. */
    @Override
    public List<DeletedTag> deleted(ResourceGraphRegistry registry, String repository) {
        var what = "deleted tags of " + in(registry, repository);
        return azure.find(
                        what,
                        Permission.READ_DELETED_IMAGES,
                        () -> elements(
                                        api(registry, "repository:%s:deleted_read".formatted(repository))
                                                .get("/acr/v1/_deleted/" + repository + "/_tags"),
                                        "tags")
                                .stream()
                                .map(tag -> new DeletedTag(
                                        tag.path("tag").asText(),
                                        Optional.ofNullable(tag.path("digest").textValue()),
                                        SdkValueConverter.instant(
                                                tag.path("deletedAt").textValue())))
                                .toList())
                .orElse(List.of());
    }

    private RegistryApi api(ResourceGraphRegistry registry, String scope) {
        var endpoint = "https://" + registry.loginServer();
        var authentication = authentications.computeIfAbsent(
                registry.loginServer(),
                host -> new AcrTokenExchange(
                        azure,
                        azure.pipeline(endpoint, new HttpPipelineSyncPolicy(), RemoteSystem.REGISTRY, tally),
                        host));
        return new RegistryApi(
                registry.loginServer(),
                azure.pipeline(endpoint, authentication.forScope(scope), RemoteSystem.REGISTRY, tally),
                azure.pipelineWithoutCredential(RemoteSystem.REGISTRY, tally));
    }

    private static String reading(String repository) {
        return "repository:%s:pull,metadata_read".formatted(repository);
    }

    private static <T> List<T> pages(PagedIterable<T> list, int most) {
        var items = new ArrayList<T>();
        for (var page :
                (Iterable<PagedResponse<T>>) list.streamByPage(ITEMS_A_PAGE).limit(most)::iterator) {
            items.addAll(page.getValue());
        }
        return List.copyOf(items);
    }

    private static List<JsonNode> elements(JsonNode answer, String field) {
        // The value is null if the list is empty.
        if (!answer.has(field)) {
            throw new IllegalArgumentException("a response without " + field);
        }
        return StreamSupport.stream(answer.path(field).spliterator(), false).toList();
    }

    /** Rejects a response with another name or without one. */
    private static String named(String name, String answered) {
        if (!name.equals(answered)) {
            throw new IllegalArgumentException("a response without the requested name");
        }
        return name;
    }

    private static boolean isEnabled(Boolean attribute) {
        return !Boolean.FALSE.equals(attribute);
    }

    private static String in(ResourceGraphRegistry registry, String repository) {
        return registry.loginServer() + "/" + repository;
    }
}
