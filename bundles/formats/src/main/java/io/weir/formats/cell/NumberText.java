package io.weir.formats.cell;

/**
 * A number as its record wrote it, so that no digit is lost before its column is known.
 *
 * @param text follows the grammar of {@link Numbers#isNumber}
 */
public record NumberText(String text) {}
