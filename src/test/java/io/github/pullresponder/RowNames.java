package io.github.pullresponder;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Adds the name of a test row, such as its estate, to its failure message, because the build prints only the row's number. */
public final class RowNames implements InvocationInterceptor {
    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext row)
            throws Throwable {
        run(row.getDisplayName(), invocation);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext row) throws Throwable {
        run(row.getDisplayName(), invocation);
    }

    static void run(String row, Invocation<Void> invocation) throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException skipped) {
            throw skipped;
        } catch (Exception | AssertionError e) {
            var named = new AssertionError("[" + row + "] " + e.getMessage(), e);
            // The build names the line at the top.
            named.setStackTrace(e.getStackTrace());
            throw named;
        }
    }
}
