package io.weir.pipeline.virtual;

import io.weir.pipeline.BackPressure;
import io.weir.pipeline.Restarts;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a run in virtual time is made of, beside its pipeline.
 *
 * @param inputs files by source
 * @param outputs files by sink
 * @param collected sinks whose rows stay in memory; all others without an output are discarded
 * @param ownOutputs whether a sink of type {@code file} without output writes its own path
 * @param tables the first versions of tables that do not look for theirs, by name
 * @param changes later versions of tables, in order
 * @param startMicros when records without event time begin
 * @param drain whether the end of input closes every window
 * @param restarts where to restart
 * @param backPressure of the sinks
 * @param standardOutput what {@code -} stands for
 */
public record RunPlan(
    Map<String, Path> inputs,
    Map<String, Path> outputs,
    Map<String, RowList> collected,
    boolean ownOutputs,
    Map<String, Path> tables,
    List<TableChange> changes,
    long startMicros,
    boolean drain,
    Restarts restarts,
    BackPressure backPressure,
    OutputStream standardOutput) {}
