package io.github.pullresponder.sandbox.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses text as a POSIX shell does (Shell Command Language, sections 2.2 and 2.3) into the commands that it would run,
 * with their words. Pipes, lists, groups and substitutions are followed. The value of a variable is not known, so
 * {@code "$NAME"} stays as written.
 */
final class ShellText {
    /** The placeholder for the output of a substitution in a word. */
    static final String OUTPUT = "$(…)";

    private static final Set<String> RESERVED =
            Set.of("{", "}", "!", "if", "then", "else", "elif", "fi", "while", "until", "do", "done");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    private final String text;
    private final List<List<String>> commands;
    private int at;
    private boolean plain = true;

    /**
     * The commands that a text runs.
     *
     * @param commands the commands in the order of the text; those of a substitution come before the command that
     *     contains it
     * @param isPlain whether the text has nothing but words, so that it runs the same without a shell
     */
    record Parsed(List<List<String>> commands, boolean isPlain) {
        Parsed {
            commands = List.copyOf(commands);
        }

        /** The commands of one program. */
        List<List<String>> of(String program) {
            return commands.stream()
                    .filter(words -> words.get(0).equals(program))
                    .toList();
        }
    }

    private ShellText(String text, List<List<String>> commands) {
        this.text = text;
        this.commands = commands;
    }

    /** @throws IllegalArgumentException if a quotation or a substitution does not end */
    static Parsed parse(String text) {
        var shell = new ShellText(text, new ArrayList<>());
        shell.list(false);
        return new Parsed(shell.commands, shell.plain);
    }

    /** Parses commands up to the end, or up to the parenthesis that closes the substitution. */
    private void list(boolean inParentheses) {
        var words = new ArrayList<String>();
        while (at < text.length()) {
            var next = text.charAt(at);
            if (next == ')' && inParentheses) {
                add(words);
                at++;
                return;
            } else if (next == '\n') {
                add(words);
                at++;
            } else if (";|&()".indexOf(next) >= 0) {
                plain = false;
                add(words);
                at++;
            } else if (next == ' ' || next == '\t') {
                at++;
            } else if (next == '#') {
                at = endOfLine();
            } else if (next == '<' || next == '>' || isRedirectionOfNumber()) {
                redirection();
            } else if (continues()) {
                at += 2;
            } else {
                words.add(word());
            }
        }
        if (inParentheses) {
            throw new IllegalArgumentException("a substitution does not end: " + text);
        }
        add(words);
    }

    private void add(List<String> words) {
        while (!words.isEmpty()
                && (RESERVED.contains(words.get(0))
                        || ASSIGNMENT.matcher(words.get(0)).matches())) {
            plain = false;
            words.remove(0);
        }
        if (!words.isEmpty()) {
            commands.add(List.copyOf(words));
            words.clear();
        }
    }

    private boolean isRedirectionOfNumber() {
        return Character.isDigit(text.charAt(at))
                && at + 1 < text.length()
                && (text.charAt(at + 1) == '>' || text.charAt(at + 1) == '<')
                && (at == 0 || Character.isWhitespace(text.charAt(at - 1)));
    }

    private void redirection() {
        plain = false;
        while (at < text.length() && "0123456789<>&|".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        word();
    }

    private boolean continues() {
        return text.startsWith("\\\n", at);
    }

    private int endOfLine() {
        var end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private String word() {
        var word = new StringBuilder();
        while (at < text.length() && " \t\n;|&()<>".indexOf(text.charAt(at)) < 0) {
            var next = text.charAt(at);
            switch (next) {
                case '\'' -> word.append(singleQuoted());
                case '"' -> doubleQuoted(word);
                case '\\' -> escaped(word);
                case '$', '`' -> expansion(word);
                default -> {
                    plain &= "*?[~".indexOf(next) < 0;
                    word.append(next);
                    at++;
                }
            }
        }
        return word.toString();
    }

    private void escaped(StringBuilder word) {
        if (!continues() && at + 1 < text.length()) {
            word.append(text.charAt(at + 1));
        }
        at += 2;
    }

    private String singleQuoted() {
        var end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("a quotation does not end: " + text);
        }
        var quoted = text.substring(at + 1, end);
        at = end + 1;
        return quoted;
    }

    private void doubleQuoted(StringBuilder word) {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            var next = text.charAt(at);
            if (next == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
                escaped(word);
            } else if (next == '$' || next == '`') {
                expansion(word);
            } else {
                word.append(next);
                at++;
            }
        }
        if (at == text.length()) {
            throw new IllegalArgumentException("a quotation does not end: " + text);
        }
        at++;
    }

    private void expansion(StringBuilder word) {
        plain = false;
        if (text.startsWith("$(", at)) {
            at += 2;
            substitution(")");
            word.append(OUTPUT);
        } else if (text.charAt(at) == '`') {
            at++;
            substitution("`");
            word.append(OUTPUT);
        } else {
            word.append(text.charAt(at));
            at++;
        }
    }

    private void substitution(String end) {
        if (end.equals(")")) {
            var inner = new ShellText(text, commands);
            inner.at = at;
            inner.list(true);
            at = inner.at;
        } else {
            var close = text.indexOf(end, at);
            if (close < 0) {
                throw new IllegalArgumentException("a substitution does not end: " + text);
            }
            new ShellText(text.substring(at, close), commands).list(false);
            at = close + 1;
        }
    }
}
