package io.github.pullresponder.diagnosis;

import java.util.List;

/** What to do: commands that can be pasted, or none where waiting is all there is. */
public record Remedy(String title, List<String> commands) {
    public Remedy {
        commands = List.copyOf(commands);
    }

    /** The same, told beside another. */
    Remedy asAnotherWay() {
        return new Remedy("Or " + Character.toLowerCase(title.charAt(0)) + title.substring(1), commands);
    }

    public static Remedy of(String title, String... commands) {
        return new Remedy(title, List.of(commands));
    }
}
