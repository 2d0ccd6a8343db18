/**
 * A preallocated, checksummed segment log: the journal of a pipeline, and the outbox of a sink.
 *
 * <p>A log is a sequence of groups of bytes. A group becomes durable, whole, when {@link
 * io.weir.store.log.SegmentLog#force()} returns; after a crash the log holds a prefix of what was
 * appended that contains everything forced.
 */
@NullMarked
package io.weir.store.log;

import org.jspecify.annotations.NullMarked;
