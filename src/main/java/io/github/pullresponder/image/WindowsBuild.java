package io.github.pullresponder.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The build of a Windows version: the third part of {@code 10.0.20348.2762}.
 *
 * <p>Source: "Windows container version compatibility"; microsoft/hcsshim, {@code osversion.CheckHostAndContainerCompat}.
 */
public record WindowsBuild(int number) {
    private static final Pattern VERSION = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.(\\d{1,7})(\\..*)?");

    /** From this build on, a host also runs the builds since the previous long-term release. */
    private static final int FIRST_WITH_STABLE_INTERFACE = 20348;

    private static final List<Integer> LONG_TERM_RELEASES = List.of(FIRST_WITH_STABLE_INTERFACE, 26100);

    public static Optional<WindowsBuild> of(String version) {
        var matcher = VERSION.matcher(version);
        return matcher.matches() ? Optional.of(new WindowsBuild(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }

    /** Returns true if a host of this build runs a container of that build in process isolation. */
    public boolean runs(WindowsBuild container) {
        if (number == container.number) {
            return true;
        }
        var oldest = LONG_TERM_RELEASES.stream()
                .filter(release -> release < number)
                .max(Integer::compare)
                .orElse(FIRST_WITH_STABLE_INTERFACE);
        return number >= FIRST_WITH_STABLE_INTERFACE && container.number >= oldest && container.number <= number;
    }

    /** The name of the long-term release in tags of base images. */
    public Optional<String> release() {
        return switch (number) {
            case 17763 -> Optional.of("ltsc2019");
            case FIRST_WITH_STABLE_INTERFACE -> Optional.of("ltsc2022");
            case 26100 -> Optional.of("ltsc2025");
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return String.valueOf(number);
    }
}
