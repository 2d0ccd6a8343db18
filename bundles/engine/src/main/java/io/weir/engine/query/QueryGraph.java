package io.weir.engine.query;

import io.weir.operators.join.JoinedTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query is made of.
 *
 * @param inputs where each input's paths begin, in the order of the plan
 * @param steps each behind those that feed it; the last holds the result
 * @param tables the tables of all joins, by name, in the order of the plan
 * @param pending the result until the next trigger
 * @param order the order of whole results; null for the order in which they are made
 * @param fates what became of the records
 * @param aggregates whether the result comes from an aggregation, which yields it window by window
 *     or at triggers
 * @param chained whether a step reads another one that keeps something, or beside others: then the
 *     order in which steps act is that of single records
 */
record QueryGraph(
    Map<String, Feed> inputs,
    List<Step> steps,
    Map<String, List<JoinedTable>> tables,
    PendingRows pending,
    @Nullable ResultOrder order,
    RecordFates fates,
    boolean aggregates,
    boolean chained) {}
