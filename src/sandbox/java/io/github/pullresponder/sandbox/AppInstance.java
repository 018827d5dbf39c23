package io.github.pullresponder.sandbox;

import io.github.pullresponder.Responder;
import io.github.pullresponder.environment.InjectedDependencies;
import io.github.pullresponder.sandbox.functions.FunctionHost;
import io.github.pullresponder.sandbox.functions.HostQueues;
import io.github.pullresponder.settings.Settings;
import java.lang.reflect.InvocationTargetException;

/** One instance of the app, with its own responder and its own Functions host. Azure runs several instances. */
public final class AppInstance implements AutoCloseable {
    private final Responder responder;
    private final FunctionHost host;

    /** @param port port of the functions on localhost; 0 selects a free one */
    public AppInstance(Settings settings, InjectedDependencies platform, HostQueues queues, int port) {
        this.responder = new Responder(settings, platform);
        this.host = FunctionHost.start(FunctionHost.FUNCTIONS, port, this::function, queues);
    }

    public FunctionHost host() {
        return host;
    }

    private Object function(Class<?> type) {
        try {
            return type.getConstructor(Responder.class).newInstance(responder);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " takes no Responder", e);
        }
    }

    @Override
    public void close() {
        host.close();
        responder.close();
    }
}
