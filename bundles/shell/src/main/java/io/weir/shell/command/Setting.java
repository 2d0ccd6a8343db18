package io.weir.shell.command;

import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.shell.text.Ink;
import java.util.function.Supplier;

/**
 * Where commands run: on the command line, or inside a gateway.
 *
 * @param types the types that pipelines may name now
 * @param variables what pipeline files may fill in
 * @param ink for what is printed
 */
public record Setting(Supplier<TypeRegistry> types, Variables variables, Ink ink) {}
