package io.github.pullresponder.evidence.azure.http;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;

/**
 * Notices that the network rules of a registry refuse this client, whichever client of the SDK asked: to the SDK, it is a 403 like one for a
 * missing right.
 */
public final class ClientNotAllowedPolicy extends HttpPipelineSyncPolicy {
    private static final int FORBIDDEN = 403;

    /** @throws ClientNotAllowedException if they do */
    @Override
    protected HttpResponse afterReceivedResponse(HttpPipelineCallContext call, HttpResponse response) {
        if (response.getStatusCode() != FORBIDDEN) {
            return response;
        }
        var buffered = response.buffer();
        ClientNotAllowedException.in(String.valueOf(buffered.getBodyAsBinaryData()))
                .ifPresent(refused -> {
                    throw refused;
                });
        return buffered;
    }
}
