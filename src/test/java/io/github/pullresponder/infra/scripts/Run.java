package io.github.pullresponder.infra.scripts;

import java.util.List;
import java.util.Map;

/**
 * The result of a script run: its exit code, its output, the programs that it called, each with its arguments, and the standard
 * input that it gave them.
 */
record Run(int exitCode, String out, String err, List<List<String>> allCalls, Map<String, String> inputs) {
    String input(String program) {
        return inputs.getOrDefault(program, "");
    }

    /** The arguments of each call of a program, in order. */
    List<List<String>> calls(String program) {
        return allCalls.stream()
                .filter(call -> call.get(0).equals(program))
                .map(call -> call.subList(1, call.size()))
                .toList();
    }

    /** The calls of az, each as one line. */
    List<String> az() {
        return calls("az").stream().map(call -> String.join(" ", call)).toList();
    }

    /** The calls of az that change something. */
    List<String> changes() {
        return az().stream()
                .filter(call -> call.matches(
                        ".*(--method (delete|put|post|patch)|^deployment sub create| delete | remove | purge ).*"))
                .toList();
    }
}
