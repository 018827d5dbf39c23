package io.github.pullresponder.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;

/** The message that a Teams Workflows webhook takes: one Adaptive Card 1.4. */
final class CardReport {
    private static final int MOST_CHARACTERS = 600;

    private CardReport() {}

    static String render(Diagnosis diagnosis) {
        var message = Json.object().put("type", "message");
        var attachment = message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.putNull("contentUrl");
        addCard(attachment.putObject("content"), diagnosis);
        return Json.written(message);
    }

    private static void addCard(ObjectNode card, Diagnosis diagnosis) {
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        card.putObject("msteams").put("width", "Full");
        var body = card.putArray("body");
        addText(body, ReportWords.headline(diagnosis))
                .put("weight", "Bolder")
                .put("size", "Medium")
                .put("color", ReportWords.isFailing(diagnosis) ? "Attention" : "Good");
        addText(body, ReportWords.context(diagnosis)).put("isSubtle", true).put("spacing", "None");
        if (diagnosis.causes().isEmpty()) {
            addText(body, ReportWords.nothingConfirmed(diagnosis));
        }
        diagnosis.causes().forEach(cause -> addFinding(body, cause));
        diagnosis.advisories().forEach(advisory -> addFinding(body, advisory));
        var open = diagnosis.withVerdict(Verdict.Undetermined.class).size();
        if (open > 0) {
            addText(body, "Not checked: " + ReportWords.counted(open, "question"))
                    .put("isSubtle", true);
        }
    }

    private static void addFinding(ArrayNode body, Finding finding) {
        addText(body, ReportWords.summary(finding)).put("weight", "Bolder");
        finding.evidence().stream()
                .limit(1)
                .forEach(it -> addText(body, it.fact()).put("spacing", "None"));
        finding.remedies().stream()
                .flatMap(remedy -> remedy.commands().stream())
                .limit(1)
                .forEach(command -> addText(body, command).put("fontType", "Monospace"));
    }

    /** A card renders a part of Markdown, so what came from outside is escaped here too. */
    private static ObjectNode addText(ArrayNode body, String text) {
        var shown = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
        return body.addObject()
                .put("type", "TextBlock")
                .put("text", MarkdownEscape.escaped(shown))
                .put("wrap", true);
    }
}
