package io.github.pullresponder.evidence.azure.http;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;

/**
 * Detects that the network rules of a registry refuse this client, for all clients of the SDK: the SDK treats it like a 403 for a
 * missing permission.
 */
public final class ClientIpRefusalDetectionPolicy extends HttpPipelineSyncPolicy {
    private static final int FORBIDDEN = 403;

    /** @throws ClientIpNotAllowedException if the network rules refuse this client */
    @Override
    protected HttpResponse afterReceivedResponse(HttpPipelineCallContext call, HttpResponse response) {
        if (response.getStatusCode() != FORBIDDEN) {
            return response;
        }
        var buffered = response.buffer();
        ClientIpNotAllowedException.in(String.valueOf(buffered.getBodyAsBinaryData()))
                .ifPresent(refused -> {
                    throw refused;
                });
        return buffered;
    }
}
