package io.weir.operators.function;

/**
 * What the user's reference says about a function.
 *
 * @param name the canonical name
 * @param signature how it is written, such as {@code substring(text, start[, length])}
 * @param description one line
 * @param group the chapter, such as {@code text}
 */
public record FunctionDoc(String name, String signature, String description, String group) {}
