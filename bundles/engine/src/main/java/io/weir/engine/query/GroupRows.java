package io.weir.engine.query;

import io.weir.api.data.Batch;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.key.KeyTable;

/**
 * Rows made of groups, in the order of end, start and key; arrays are aligned with the batch and
 * may be longer.
 *
 * @param batch window, keys and aggregates
 * @param starts of their windows, epoch microseconds; the least long without window
 * @param ends of their windows, epoch microseconds; the greatest long without window
 * @param times their event times, epoch microseconds
 * @param keys the keys
 * @param ids of each row's key
 * @param errors of the rows that have no result
 */
record GroupRows(
    Batch batch,
    long[] starts,
    long[] ends,
    long[] times,
    KeyTable keys,
    int[] ids,
    RowErrors errors) {}
