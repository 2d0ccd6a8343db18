package io.weir.store.log;

import java.nio.file.Path;

/**
 * A segment file ready to be used.
 *
 * @param number the number that its name gives it
 * @param size its length in bytes, all of them allocated on the disk
 * @param recycled whether it holds groups of the segment that it was before
 * @param path the file
 */
record Spare(long number, int size, boolean recycled, Path path) {}
