package io.github.pullresponder.sandbox.registry;

import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A page of a list with a link to the next page: {@code Link: </acr/v1/_catalog?last=…&n=…>; rel="next"}. Source: OCI
 * distribution specification, "Listing Tags".
 *
 * @param next path and query of the next page; empty on the last page
 */
record LinkedPage<T>(List<T> items, Optional<String> next) {
    private static final int PAGE_SIZE = 100;

    /** At most {@code n} items after the item that {@code last} names, or after its alphabetical position. */
    static <T> LinkedPage<T> of(List<T> all, Function<T, String> key, Request request) {
        int size =
                request.parameter("n").map(Integer::parseInt).filter(n -> n > 0).orElse(PAGE_SIZE);
        int from = request.parameter("last").map(last -> after(all, key, last)).orElse(0);
        List<T> items = all.subList(from, Math.min(from + size, all.size()));
        boolean more = from + items.size() < all.size();
        Optional<String> next = more
                ? Optional.of(request.path() + "?last=" + encoded(key.apply(items.get(items.size() - 1))) + "&n=" + size
                        + request.parameter("orderby")
                                .map(order -> "&orderby=" + order)
                                .orElse(""))
                : Optional.empty();
        return new LinkedPage<>(items, next);
    }

    Response linked(Response response) {
        return next.map(target -> response.with("Link", "<" + target + ">; rel=\"next\""))
                .orElse(response);
    }

    private static <T> int after(List<T> all, Function<T, String> key, String last) {
        return IntStream.range(0, all.size())
                .filter(i -> key.apply(all.get(i)).equals(last))
                .map(i -> i + 1)
                .findFirst()
                .orElseGet(() -> (int) all.stream()
                        .map(key)
                        .filter(name -> name.compareTo(last) <= 0)
                        .count());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
