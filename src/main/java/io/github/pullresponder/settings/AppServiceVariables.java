package io.github.pullresponder.settings;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The environment variables that App Service sets. Source: documentation, "Environment variables and app settings in Azure App
 * Service"; which of them a plan sets differs. Core Tools set the host name too, to {@code localhost:7071}.
 */
final class AppServiceVariables {
    private static final String HOST_NAME = "WEBSITE_HOSTNAME";
    private static final String SITE_NAME = "WEBSITE_SITE_NAME";

    private AppServiceVariables() {}

    /** The public host name of this app; absent on a developer's machine. */
    static Optional<String> hostName(Map<String, String> environment) {
        return value(environment, HOST_NAME).filter(host -> !isLocal(host));
    }

    /** The name of this app; absent on a developer's machine. */
    static Optional<String> siteName(Map<String, String> environment) {
        return value(environment, SITE_NAME);
    }

    /** The name of a variable that is set only in Azure; absent on a developer's machine. */
    static Optional<String> trace(Map<String, String> environment) {
        if (value(environment, HOST_NAME).filter(AppServiceVariables::isLocal).isPresent()) {
            return Optional.empty();
        }
        return Stream.of(SITE_NAME, "WEBSITE_INSTANCE_ID", HOST_NAME)
                .filter(name -> value(environment, name).isPresent())
                .findFirst();
    }

    private static boolean isLocal(String host) {
        return host.matches("(localhost|127\\.0\\.0\\.1)(:\\d+)?");
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
