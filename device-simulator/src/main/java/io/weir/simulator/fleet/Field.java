package io.weir.simulator.fleet;

/**
 * A measured field of a device kind.
 *
 * @param name its name in the payload
 * @param model how its value moves
 * @param resolution the step of its values
 * @param missing share of readings that leave the field out, 0 to 1
 */
public record Field(String name, ValueModel model, Resolution resolution, double missing) {}
