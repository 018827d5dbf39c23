package io.github.pullresponder.bench.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;

/** A response, which is its own builder. Ignores headers. */
final class WorkerResponse implements HttpResponseMessage, HttpResponseMessage.Builder {
    private HttpStatusType status;
    private Object body = "";

    WorkerResponse(HttpStatusType status) {
        this.status = status;
    }

    @Override
    public Builder status(HttpStatusType newStatus) {
        status = newStatus;
        return this;
    }

    @Override
    public Builder header(String name, String value) {
        return this;
    }

    @Override
    public Builder body(Object newBody) {
        body = newBody;
        return this;
    }

    @Override
    public HttpResponseMessage build() {
        return this;
    }

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    public String getHeader(String name) {
        return "";
    }

    @Override
    public Object getBody() {
        return body;
    }
}
