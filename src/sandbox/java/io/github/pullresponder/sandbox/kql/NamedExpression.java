package io.github.pullresponder.sandbox.kql;

import java.util.List;
import java.util.stream.Collectors;

/** {@code name = expression}; a bare column or path names itself. */
record NamedExpression(String name, Expression expression) {

    /** The parts of a path, joined by underscores: {@code properties.loginServer} is {@code properties_loginServer}. */
    static String nameOf(List<Token> tokens) {
        boolean call = tokens.size() > 1 && tokens.get(1).is("(");
        return tokens.stream()
                .skip(call ? 1 : 0)
                .filter(token -> token.type() != Token.Type.SYMBOL)
                .map(Token::text)
                .collect(Collectors.joining("_"));
    }
}
