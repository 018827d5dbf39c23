package io.github.pullresponder.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The commands of a guide in the order in which a person pastes them: its blocks in {@code sh}, by section.
 *
 * @param sections in the order of the guide; one without commands has an empty text
 */
public record Guide(List<Section> sections) {
    private static final Pattern PART =
            Pattern.compile("(?m)^## ([^\\n]+)$|^( *)```sh\\n(.*?)^\\2```$", Pattern.DOTALL);

    /** A section under a heading of the second level, and the commands in it. */
    public record Section(String title, String commands) {}

    public static Guide read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Guide parse(String text) {
        var sections = new ArrayList<Section>();
        var title = "";
        var commands = new StringBuilder();
        var parts = PART.matcher(text);
        while (parts.find()) {
            if (parts.group(1) != null) {
                sections.add(new Section(title, commands.toString()));
                title = parts.group(1).strip();
                commands.setLength(0);
            } else {
                commands.append(parts.group(3).stripIndent());
            }
        }
        sections.add(new Section(title, commands.toString()));
        return new Guide(List.copyOf(sections));
    }

    public Guide without(Set<String> titles) {
        return new Guide(sections.stream()
                .filter(section -> !titles.contains(section.title()))
                .toList());
    }

    /** All commands as one text. */
    public String commands() {
        return String.join("", sections.stream().map(Section::commands).toList());
    }
}
