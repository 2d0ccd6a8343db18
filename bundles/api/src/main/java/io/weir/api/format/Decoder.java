package io.weir.api.format;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns records into columns. A pure function: the same bytes give the same columns, on every JVM.
 *
 * <p>Thread: one at a time, called by the engine; never blocks.
 */
@ConsumerType
public interface Decoder {

  /**
   * Decodes all records and appends the rows. A record gives one row, or several (an array), or a
   * rejection; it never throws for what a payload holds. Where it does, or leaves columns of
   * unequal length, the records are decoded one by one by new decoders, and that record is
   * quarantined.
   *
   * @param records the bytes; read only
   * @param rows receives the rows, empty at first
   */
  void decode(Records records, RowBuilder rows);
}
