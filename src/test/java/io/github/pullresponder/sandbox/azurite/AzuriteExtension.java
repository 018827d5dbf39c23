package io.github.pullresponder.sandbox.azurite;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** Provides the only Azurite of this test run to tests that request it. Without one, these tests are skipped with a message. */
public final class AzuriteExtension implements TestInstancePreConstructCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(AzuriteExtension.class);
    private static final AtomicBoolean TOLD = new AtomicBoolean();
    private static final String MISSING =
            "SKIPPED: tests against Azurite, because there is no node and azurite on the path or in the project"
                    + " (npm install --no-save --prefix .azurite azurite)";

    /** Runs before each test and not before all tests of a class, so that each one counts as skipped. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        if (Azurite.executable().isEmpty()) {
            if (TOLD.compareAndSet(false, true)) {
                System.out.println(MISSING);
            }
            Assumptions.abort(MISSING);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Azurite.class;
    }

    /** The store closes it at the end of the run. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        Azurite.class, any -> Azurite.start(Azurite.executable().orElseThrow()), Azurite.class);
    }
}
