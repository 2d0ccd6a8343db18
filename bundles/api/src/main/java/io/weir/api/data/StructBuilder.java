package io.weir.api.data;

import java.util.List;
import java.util.Map;

/** Builds a column of structs: append one value to every field, then end the row. */
public final class StructBuilder extends ColumnBuilder {

  private final DataType.Struct struct;
  private final List<ColumnBuilder> children;

  StructBuilder(DataType.Struct type) {
    super(type);
    this.struct = type;
    this.children = type.fields().stream().map(field -> ColumnBuilder.of(field.type())).toList();
  }

  /**
   * The builder of a field.
   *
   * @param field its position in the struct type
   * @return append one value to it a row
   */
  public ColumnBuilder child(int field) {
    return children.get(field);
  }

  /** Ends a row; every field must have got its value. */
  public void endRow() {
    size++;
  }

  @Override
  void appendPlaceholder() {
    children.forEach(ColumnBuilder::appendNull);
    endRow();
  }

  @Override
  void appendBoxed(Object value) {
    Map<?, ?> values = (Map<?, ?>) value;
    for (int i = 0; i < children.size(); i++) {
      children.get(i).append(values.get(struct.fields().get(i).name()));
    }
    endRow();
  }

  @Override
  public StructColumn build() {
    return new StructColumn(
        struct, children.stream().map(ColumnBuilder::build).toList(), mask(), size);
  }

  @Override
  public void clear() {
    super.clear();
    children.forEach(ColumnBuilder::clear);
  }
}
