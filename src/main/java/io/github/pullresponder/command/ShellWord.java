package io.github.pullresponder.command;

import java.util.Optional;
import java.util.regex.Pattern;

/** One word of a command line, with its spelling in each shell. */
sealed interface ShellWord {

    /** The spelling for bash, zsh and any POSIX shell. */
    String bash();

    /** The spelling for PowerShell 7.3 or later. */
    String powerShell();

    /** The reason why a batch file would receive another word, if there is one; on Windows, {@code az} is a batch file. */
    default Optional<String> batchFileProblem() {
        return Optional.empty();
    }

    /** A value, quoted if a shell could interpret any part of it. */
    record QuotedShellValue(String text) implements ShellWord {
        /** Characters without special meaning in any shell; at the start, zsh expands {@code =} and PowerShell {@code @}. */
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:+-][A-Za-z0-9_./:=+@-]*");

        @Override
        public String bash() {
            return isPlain() ? text : new AlwaysQuotedValue(text).bash();
        }

        @Override
        public String powerShell() {
            return isPlain() ? text : new AlwaysQuotedValue(text).powerShell();
        }

        private boolean isPlain() {
            return PLAIN.matcher(text).matches();
        }

        @Override
        public Optional<String> batchFileProblem() {
            return new AlwaysQuotedValue(text).batchFileProblem();
        }
    }

    /** A quoted value in a script, outside of a program's arguments. */
    record AlwaysQuotedValue(String text) implements ShellWord {
        /** PowerShell treats these as a single quote, too. */
        private static final Pattern POWER_SHELL_QUOTE = Pattern.compile("['\u2018\u2019\u201a\u201b]");

        /** In a batch file's arguments, a quotation mark ends a quotation and a percent sign names a variable. */
        private static final Pattern NEVER_IN_BATCH = Pattern.compile("[\"%]");

        /** Parentheses are included because {@code az.cmd} calls Python within a block of them. */
        private static final Pattern ONLY_QUOTED_IN_BATCH = Pattern.compile("[&|<>^()]");

        @Override
        public String bash() {
            return "'" + text.replace("'", "'\\''") + "'";
        }

        @Override
        public String powerShell() {
            return "'" + POWER_SHELL_QUOTE.matcher(text).replaceAll("$0$0") + "'";
        }

        /** PowerShell puts an argument of a batch file in quotation marks only if it contains a space. */
        @Override
        public Optional<String> batchFileProblem() {
            var unsafe = NEVER_IN_BATCH.matcher(text).find()
                    || (ONLY_QUOTED_IN_BATCH.matcher(text).find() && !text.contains(" "));
            return unsafe
                    ? Optional.of("a value has characters that PowerShell does not pass to az")
                    : Optional.empty();
        }
    }

    /** An option whose value is a variable of the shell: one word, whatever its value. */
    record VariableOption(String option, String name) implements ShellWord {
        @Override
        public String bash() {
            return option + "=\"$" + name + "\"";
        }

        @Override
        public String powerShell() {
            return option + "=$" + name;
        }
    }
}
