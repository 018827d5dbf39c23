package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.MalformedSecretContent;
import io.github.pullresponder.cluster.PullSecret.OtherSecretType;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.RegistryHostNormalizer;
import io.github.pullresponder.pull.PullingIdentity.MalformedSecretState;
import io.github.pullresponder.pull.PullingIdentity.MissingSecretState;
import io.github.pullresponder.pull.PullingIdentity.PullSecretState;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.SimilarRegistrySecretState;
import io.github.pullresponder.pull.PullingIdentity.UnreadSecretState;
import io.github.pullresponder.pull.PullingIdentity.UsableSecretState;
import io.github.pullresponder.pull.PullingIdentity.WrongTypeSecretState;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.text.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides if a pull secret shows the intended credentials for an image.
 *
 * <p>A secret for the host does, and so does one that is missing, broken, or intended for a host with a similar name or for another
 * Azure registry. A secret for an unrelated host, such as docker.io, does not apply to this image, and neither does
 * one for the image of another container.
 */
final class PullSecretMatcher {
    private static final int NEAR = 2;

    private final ImageReference image;
    private final String host;
    private final List<ImageReference> others;

    /** @param images all images of the pod */
    PullSecretMatcher(ImageReference image, Collection<String> images) {
        this.image = image;
        this.host = plain(image.host());
        this.others = images.stream()
                .flatMap(text -> ImageReference.find(text).stream())
                .filter(other -> other.host().equals(image.host())
                        || !plain(other.host()).equals(host))
                .toList();
    }

    private static String plain(String host) {
        return RegistryHostNormalizer.withoutDefaultPort(host).toLowerCase(Locale.ROOT);
    }

    /**
     * Lists the states of a secret: each login that the kubelet would try, or the reason why there is none.
     *
     * @param secret absent if there is none of that name; one that could not be read may be intended for the image
     */
    List<ReferencedPullSecret> from(String namespace, String name, ReadResult<Optional<PullSecret>> secret) {
        var states = secret.why()
                .map(why -> List.<PullSecretState>of(new UnreadSecretState(why)))
                .orElseGet(() -> statesOf(secret.get()));
        return states.stream()
                .map(state -> new ReferencedPullSecret(namespace, name, state))
                .toList();
    }

    private List<PullSecretState> statesOf(Optional<PullSecret> secret) {
        if (secret.isEmpty()) {
            return List.of(new MissingSecretState());
        }
        var content = secret.get().content();
        if (content instanceof OtherSecretType other) {
            return List.of(new WrongTypeSecretState(other.type()));
        }
        if (content instanceof MalformedSecretContent malformed) {
            return List.of(new MalformedSecretState(malformed.why(), malformed.endsPull()));
        }
        return statesOf((RegistryLogins) content, secret.get());
    }

    /** Lists all logins with a matching key, as the kubelet tries them: the longest of those with the same beginning first. */
    private List<PullSecretState> statesOf(RegistryLogins content, PullSecret secret) {
        var matching = content.logins().stream()
                .filter(login -> login.key().matches(image.host(), image.repository()))
                .sorted(Comparator.comparing(
                                (RegistryLogin login) -> login.key().order())
                        .reversed())
                .toList();
        var usable = matching.stream()
                .filter(login -> login.problem().isEmpty())
                .<PullSecretState>map(login -> new UsableSecretState(login, secret.createdAt(), content))
                .toList();
        if (!usable.isEmpty()) {
            return usable;
        }
        var problem =
                matching.stream().flatMap(login -> login.problem().stream()).findFirst();
        if (problem.isPresent()) {
            return List.of(new MalformedSecretState(problem.get(), false));
        }
        return content.logins().stream()
                        .map(RegistryLogin::key)
                        .filter(key -> !isForAnotherImage(key))
                        .anyMatch(key -> isIntendedForHost(key.host()))
                ? List.of(new SimilarRegistrySecretState(content))
                : List.of();
    }

    private boolean isForAnotherImage(DockerAuthsKey key) {
        return others.stream().anyMatch(other -> key.matches(other.host(), other.repository()));
    }

    private boolean isIntendedForHost(String other) {
        return AzureRegistryHosts.isRegistry(other) || EditDistance.between(other, host) <= NEAR;
    }
}
