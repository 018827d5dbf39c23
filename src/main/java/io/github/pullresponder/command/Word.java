package io.github.pullresponder.command;

import java.util.Optional;
import java.util.regex.Pattern;

/** One word of a command line, and how each shell spells it. */
sealed interface Word {

    /** As bash, zsh and any POSIX shell take it. */
    String bash();

    /** As PowerShell 7.3 or later takes it. */
    String powerShell();

    /** Why a batch file would not get this word as it is; {@code az} is one on Windows. */
    default Optional<String> batchFileProblem() {
        return Optional.empty();
    }

    /** A value: quoted wherever a shell could read anything into it. */
    record Value(String text) implements Word {
        /** What no shell treats specially; at the start, zsh looks up {@code =} and PowerShell {@code @}. */
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:+-][A-Za-z0-9_./:=+@-]*");

        @Override
        public String bash() {
            return isPlain() ? text : new Quoted(text).bash();
        }

        @Override
        public String powerShell() {
            return isPlain() ? text : new Quoted(text).powerShell();
        }

        private boolean isPlain() {
            return PLAIN.matcher(text).matches();
        }

        @Override
        public Optional<String> batchFileProblem() {
            return new Quoted(text).batchFileProblem();
        }
    }

    /** A value in quotes, as a script takes it where it is no argument of a program. */
    record Quoted(String text) implements Word {
        /** PowerShell takes these for a single quote, too. */
        private static final Pattern POWER_SHELL_QUOTE = Pattern.compile("['\u2018\u2019\u201a\u201b]");

        /** In a batch file's arguments, a quotation mark ends a quotation and a percent sign names a variable. */
        private static final Pattern NEVER_IN_BATCH = Pattern.compile("[\"%]");

        /** Parentheses, because {@code az.cmd} calls Python within a block of them. */
        private static final Pattern ONLY_QUOTED_IN_BATCH = Pattern.compile("[&|<>^()]");

        @Override
        public String bash() {
            return "'" + text.replace("'", "'\\''") + "'";
        }

        @Override
        public String powerShell() {
            return "'" + POWER_SHELL_QUOTE.matcher(text).replaceAll("$0$0") + "'";
        }

        /** PowerShell puts an argument of a batch file in quotation marks only if it has a blank. */
        @Override
        public Optional<String> batchFileProblem() {
            var unsafe = NEVER_IN_BATCH.matcher(text).find()
                    || (ONLY_QUOTED_IN_BATCH.matcher(text).find() && !text.contains(" "));
            return unsafe
                    ? Optional.of("a value has characters that az does not get from PowerShell")
                    : Optional.empty();
        }
    }

    /** An option whose value is a variable of the shell: one word, whatever is in it. */
    record Variable(String option, String name) implements Word {
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
