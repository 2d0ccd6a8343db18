/**
 * What lives on a gateway's disk, as bytes: the {@linkplain io.weir.store.DataFolder data folder},
 * the {@linkplain io.weir.store.log segment log} that is the one commit point of a pipeline, and
 * its {@linkplain io.weir.store.checkpoint checkpoints}. Nothing here knows of records or queries.
 */
@NullMarked
package io.weir.store;

import org.jspecify.annotations.NullMarked;
