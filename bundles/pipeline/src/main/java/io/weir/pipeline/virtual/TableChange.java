package io.weir.pipeline.virtual;

import java.nio.file.Path;

/**
 * A version of a table that comes into force later.
 *
 * @param table the table's name
 * @param atMicros when: before the first record that is not before it
 * @param file holds it
 */
public record TableChange(String table, long atMicros, Path file) {}
