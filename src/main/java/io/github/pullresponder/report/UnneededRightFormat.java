package io.github.pullresponder.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.preflight.AppInstallation;
import io.github.pullresponder.preflight.unneeded.UnneededRight;
import io.github.pullresponder.preflight.unneeded.UnneededRightRemedyKind;
import io.github.pullresponder.text.ListFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Formats a right that is not needed: in words, with the command or advice to remove it. */
final class UnneededRightFormat {
    private static final int MOST_EXAMPLES = 3;
    private static final Set<UnneededRightRemedyKind> BY_COMMAND = Set.of(
            UnneededRightRemedyKind.RECONCILE, UnneededRightRemedyKind.DELETE, UnneededRightRemedyKind.REVOKE_GRAPH);

    private UnneededRightFormat() {}

    static void add(ArrayNode list, UnneededRight right, AppInstallation installation) {
        var node = list.addObject().put("right", right.name());
        right.scope().ifPresent(scope -> node.put("scope", scope.toString()));
        node.put("held", held(right));
        var examples = node.putArray("notNeeded");
        examples(right).forEach(examples::add);
        node.put("notNeededCount", right.beyond().size());
        node.put(BY_COMMAND.contains(right.takingBack()) ? "command" : "advice", takingBack(right, installation));
    }

    /** The name and the scope of the right. */
    static String title(UnneededRight right) {
        return right.name() + right.scope().map(scope -> " on " + scope).orElse(" of Microsoft Graph");
    }

    static String held(UnneededRight right) {
        return right.group().map(group -> "through group " + group).orElse("directly");
    }

    static String beyond(UnneededRight right) {
        return ListFormat.first(MOST_EXAMPLES, right.beyond());
    }

    private static List<String> examples(UnneededRight right) {
        return right.beyond().subList(0, Math.min(MOST_EXAMPLES, right.beyond().size()));
    }

    static String takingBack(UnneededRight right, AppInstallation installation) {
        return switch (right.takingBack()) {
            case RECONCILE -> "infra/reconcile.sh";
            case DEPLOY -> "deploy infra/main.bicep again: this role is defined as another release needs it";
            case DELETE ->
                AppGrantCommands.display(CommandLine.az("role", "assignment", "delete")
                        .option("--ids", text(right.assignment()))
                        .build());
            case LEAVE_GROUP ->
                "it comes from group %s: remove the identity from the group, or the role from the group"
                        .formatted(text(right.group()));
            case ABOVE_SUBSCRIPTIONS ->
                "it is inherited from %s, above the subscriptions: ask the owner of that scope to remove it"
                        .formatted(text(right.scope()));
            case NARROW_ROLE -> "broader than needed: the roles in infra/roles.json are sufficient";
            case NARROW_SCOPE ->
                "broader than needed: assign this role only on the app's own storage account, key vault or Application Insights";
            case UNLESS_A_SETTING_REFERS_TO_IT ->
                "not needed, unless an app setting refers to that resource: remove it if none does";
            case REVOKE_GRAPH -> AppGrantCommands.script("infra/grant-graph.sh", installation, "--revoke");
            case ENTRA -> "remove it in Microsoft Entra ID: nothing in this project grants it";
            case ENTRA_AFTER_GRANT ->
                "grant the narrower permission first (%s), then remove this one in Microsoft Entra ID"
                        .formatted(AppGrantCommands.script("infra/grant-graph.sh", installation));
        };
    }

    private static String text(Optional<?> part) {
        return part.map(Object::toString).orElse("");
    }
}
