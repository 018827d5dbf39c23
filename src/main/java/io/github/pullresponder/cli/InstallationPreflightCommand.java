package io.github.pullresponder.cli;

import io.github.pullresponder.Responder;
import io.github.pullresponder.preflight.ProbeStatus;
import io.github.pullresponder.report.InstallationPreflightRenderer;
import io.github.pullresponder.settings.InvalidSettingsException;
import java.io.PrintStream;

/** The preflight as a command, with the settings and the identity of its environment. */
public final class InstallationPreflightCommand {
    private InstallationPreflightCommand() {}

    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err));
    }

    private static int run(PrintStream out, PrintStream problems) {
        try {
            var result = Responder.shared().preflight().run();
            out.print(InstallationPreflightRenderer.text(result));
            return result.state() == ProbeStatus.WORKS ? 0 : 1;
        } catch (InvalidSettingsException e) {
            problems.println(e.getMessage());
            return 2;
        }
    }
}
