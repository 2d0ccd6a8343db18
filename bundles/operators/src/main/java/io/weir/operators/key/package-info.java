/**
 * Keys of one or more columns as rows of 64-bit words, and dense ids for them.
 *
 * <p>A number is its own word, with -0.0 made 0.0 and one NaN, as Spark groups; a text is its code
 * in a dictionary that belongs to the table of keys; any other value is its number in a list, with
 * every -0.0 in it made 0.0. The last word of a key tells which of its columns are null. Two keys
 * are equal exactly if their words are, so neither hashing nor comparing looks at types.
 */
@NullMarked
package io.weir.operators.key;

import org.jspecify.annotations.NullMarked;
