package io.github.pullresponder.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.preflight.DependencyStatus;
import io.github.pullresponder.preflight.InstallationPreflightResult;
import io.github.pullresponder.preflight.PermissionProbe;
import io.github.pullresponder.preflight.ProbeStatus;
import io.github.pullresponder.preflight.ProbedPermission;
import io.github.pullresponder.preflight.unneeded.UnneededRight;
import io.github.pullresponder.text.ListFormat;
import io.github.pullresponder.text.NonPrintableCharacterFilter;
import java.util.List;

/** Renders the result of the preflight as JSON and as text. */
public final class InstallationPreflightRenderer {
    private static final int VERSION = 1;
    private static final String LINE = "  %-12s %s%n";
    private static final String MORE = " ".repeat(15) + "%-8s %s%n";
    private static final int MOST_NAMES = 5;

    private InstallationPreflightRenderer() {}

    public static String json(InstallationPreflightResult result) {
        var root = IndentedJsonWriter.object()
                .put("version", VERSION)
                .put("state", result.state().words());
        result.installation().objectId().ifPresent(id -> root.put("identity", id));
        root.put("clusters", result.clusters()).put("registries", result.registries());
        var endpoints = root.putArray("endpoints");
        result.endpoints()
                .forEach(endpoint -> endpoints
                        .addObject()
                        .put("name", endpoint.name())
                        .put("state", endpoint.state().words())
                        .put("detail", endpoint.detail()));
        var rights = root.putArray("rights");
        result.rights().forEach(right -> add(rights.addObject(), right, result));
        var unneeded = root.putArray("unneeded");
        result.comparison()
                .unneeded()
                .forEach(right -> UnneededRightFormat.add(unneeded, right, result.installation()));
        var notChecked = root.putArray("notChecked");
        result.comparison().notChecked().forEach(notChecked::add);
        var notes = root.putArray("notes");
        result.notes().forEach(notes::add);
        return IndentedJsonWriter.write(root);
    }

    private static void add(ObjectNode node, ProbedPermission right, InstallationPreflightResult result) {
        node.put("right", right.permission().action())
                .put("state", right.state().words());
        var works = node.putArray("works");
        names(right.in(ProbeStatus.WORKS)).forEach(works::add);
        var missing = node.putArray("missing");
        names(right.in(ProbeStatus.MISSING)).forEach(missing::add);
        var open = node.putArray("open");
        right.open().forEach(open::add);
        node.put("without", right.permission().impact());
        var grant = node.putArray("grant");
        AppGrantCommands.of(right, result.installation()).forEach(grant::add);
    }

    public static String text(InstallationPreflightResult result) {
        var text = new StringBuilder("%s%n%n".formatted(headline(result)));
        result.endpoints()
                .forEach(endpoint -> text.append(
                        LINE.formatted(endpoint.state().words(), NonPrintableCharacterFilter.of(line(endpoint)))));
        result.rights().forEach(right -> add(text, right, result));
        result.comparison().unneeded().forEach(right -> add(text, right, result));
        result.comparison()
                .notChecked()
                .forEach(what -> text.append(LINE.formatted("not checked", NonPrintableCharacterFilter.of(what))));
        result.notes().forEach(note -> text.append(LINE.formatted("note", NonPrintableCharacterFilter.of(note))));
        return text.toString();
    }

    private static String headline(InstallationPreflightResult result) {
        var what = switch (result.state()) {
            case MISSING -> "Something is missing";
            case NOT_REACHED -> "Something was not reached";
            case STUCK -> "Work is stuck in a queue";
            default -> "Everything that the settings require works";
        };
        var who =
                result.installation().objectId().map(id -> " · identity " + id).orElse("");
        return "%s%s%s · clusters %d · registries %d"
                .formatted(what, unneeded(result), who, result.clusters(), result.registries());
    }

    private static String unneeded(InstallationPreflightResult result) {
        var count = result.comparison().unneeded().size();
        return switch (count) {
            case 0 -> "";
            case 1 -> " · 1 right is not needed";
            default -> " · %d rights are not needed".formatted(count);
        };
    }

    private static String line(DependencyStatus endpoint) {
        return "%s: %s".formatted(endpoint.name(), endpoint.detail());
    }

    private static void add(StringBuilder text, ProbedPermission right, InstallationPreflightResult result) {
        text.append(LINE.formatted(
                right.state().words(),
                NonPrintableCharacterFilter.of(right.permission().action() + where(right))));
        if (right.state() == ProbeStatus.WORKS) {
            return;
        }
        right.open().forEach(why -> text.append(MORE.formatted("because", NonPrintableCharacterFilter.of(why))));
        text.append(MORE.formatted("impact", right.permission().impact()));
        AppGrantCommands.of(right, result.installation())
                .forEach(command -> text.append(MORE.formatted("grant", command)));
    }

    private static void add(StringBuilder text, UnneededRight right, InstallationPreflightResult result) {
        text.append(LINE.formatted("not needed", NonPrintableCharacterFilter.of(UnneededRightFormat.title(right))));
        text.append(MORE.formatted("assigned", UnneededRightFormat.held(right)));
        text.append(MORE.formatted("permits", NonPrintableCharacterFilter.of(UnneededRightFormat.beyond(right))));
        text.append(MORE.formatted("remove", UnneededRightFormat.takingBack(right, result.installation())));
    }

    private static String where(ProbedPermission right) {
        if (right.off()) {
            return right.permission()
                    .capability()
                    .map(capability -> " (%s is 'false')".formatted(capability.setting()))
                    .orElse("");
        }
        var missing = right.in(ProbeStatus.MISSING);
        if (!missing.isEmpty()) {
            return " on " + ListFormat.first(MOST_NAMES, names(missing));
        }
        return right.trials().isEmpty()
                ? ": there is no resource to test it on"
                : " on " + ListFormat.first(MOST_NAMES, names(right.trials()));
    }

    private static List<String> names(List<PermissionProbe> trials) {
        return trials.stream().map(PermissionProbe::on).distinct().toList();
    }
}
