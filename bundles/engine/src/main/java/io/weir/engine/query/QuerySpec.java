package io.weir.engine.query;

import io.weir.engine.plan.Plan;

/**
 * A query to be run.
 *
 * @param name its name in the pipeline
 * @param plan what it means
 * @param mode what it yields
 * @param maxWatermark whether the watermark of several inputs is the greatest instead of the
 *     smallest
 * @param maxStateBytes its state budget
 */
public record QuerySpec(
    String name, Plan plan, OutputMode mode, boolean maxWatermark, long maxStateBytes) {}
