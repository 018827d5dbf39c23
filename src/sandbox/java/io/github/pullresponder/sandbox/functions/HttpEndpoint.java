package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import java.util.List;

/** Serves HTTP triggers below {@code /api/}. Function keys are not required, as in Core Tools. */
record HttpEndpoint(HostedFunctions functions) implements HostEndpoint {
    @Override
    public boolean serves(List<String> segments) {
        return segments.size() > 1 && segments.get(0).equals("api");
    }

    @Override
    public Answer answer(Request request) {
        List<String> segments = request.segments();
        boolean routed = false;
        for (HostedFunction function : functions.all()) {
            var values = function.httpTrigger()
                    .flatMap(trigger -> function.route().match(segments.subList(1, segments.size())));
            if (values.isPresent() && allows(function, request.method())) {
                return function.invoke(ChannelDelivery.of(request, values.get()))
                        .answer();
            }
            routed |= values.isPresent();
        }
        return Response.empty(routed ? 405 : 404);
    }

    private static boolean allows(HostedFunction function, String method) {
        return function.methods().isEmpty() || function.methods().contains(method);
    }
}
