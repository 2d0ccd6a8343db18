package io.weir.pipeline.fluent;

import java.util.List;

/**
 * A table of a pipeline in the making.
 *
 * <p>Thread: the one that builds the pipeline.
 */
public final class TableBuilder extends Options<TableBuilder> {

  TableBuilder(PipelineBuilder owner, String name) {
    super(owner, name);
  }

  @Override
  TableBuilder self() {
    return this;
  }

  /**
   * Adds a column to the schema.
   *
   * @param column its name
   * @param type such as {@code double}
   * @return this
   */
  public TableBuilder column(String column, String type) {
    return addColumn(column, type);
  }

  /**
   * Says which columns a row is looked up by, of which there is then one at most.
   *
   * @param columns at least one
   * @return this
   */
  public TableBuilder key(String... columns) {
    return option("key", List.of(columns));
  }

  /**
   * Its rows, to be joined with.
   *
   * @return all of them
   */
  public Rows rows() {
    return owner().rowsOf(name());
  }
}
