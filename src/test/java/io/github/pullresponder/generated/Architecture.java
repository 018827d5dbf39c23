package io.github.pullresponder.generated;

import io.github.pullresponder.PackageRules;
import io.github.pullresponder.generated.GeneratedFile.Table;
import java.util.List;

/** Writes the table of packages in ARCHITECTURE.md. */
final class Architecture {
    private Architecture() {}

    static List<GeneratedFile> files() {
        return List.of(
                GeneratedFile.withTables("ARCHITECTURE.md", List.of(new Table("| package |", PackageRules.rows()))));
    }
}
