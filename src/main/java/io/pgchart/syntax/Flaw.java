package io.pgchart.syntax;

/**
 * What is wrong with a text.
 *
 * @param fault goes on after the text in quotes: {@code has a scheme, expected host[:port]}; may repeat parts of the
 *     text, so it is not for secrets
 * @param nextStep a sentence that says how to mend it; may repeat parts of the text too
 */
public record Flaw(String fault, String nextStep) {}
