package io.weir.pipeline.cases;

import java.nio.file.Path;
import java.util.List;

/**
 * What a sink gave beside what was expected.
 *
 * @param sink its name
 * @param file where the expected rows stand, or would stand
 * @param expectedRows how many were expected
 * @param foundRows how many there are
 * @param reordered whether they are the expected rows in another order
 * @param unexpected whether there is no file, so that no rows were expected
 * @param changes one or more
 */
record SinkDifference(
    String sink,
    Path file,
    int expectedRows,
    int foundRows,
    boolean reordered,
    boolean unexpected,
    List<RowDiff.Change> changes) {}
