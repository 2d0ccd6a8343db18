package io.weir.api.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A column of structs: one child column a field. */
public final class StructColumn extends Column {

  private final List<Column> children;

  /**
   * A column over the given children.
   *
   * @param type the struct type; one child a field, in order, each with {@code size} rows
   * @param children the values of the fields
   * @param nulls true where the whole struct is null, or null when none is
   * @param size the number of rows
   */
  public StructColumn(
      DataType.Struct type, List<Column> children, boolean @Nullable [] nulls, int size) {
    super(type, size, capacity(children), nulls);
    this.children = List.copyOf(children);
  }

  /**
   * The values of a field.
   *
   * @param field its position in the struct type
   * @return the child column
   */
  public Column child(int field) {
    return children.get(field);
  }

  @Override
  Object boxed(int row) {
    List<Field> fields = ((DataType.Struct) type()).fields();
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    for (int i = 0; i < children.size(); i++) {
      struct.put(fields.get(i).name(), children.get(i).value(row));
    }
    return Collections.unmodifiableMap(struct);
  }

  @Override
  public StructColumn gather(int[] rows, int count) {
    return new StructColumn(
        (DataType.Struct) type(),
        children.stream().map(child -> child.gather(rows, count)).toList(),
        gatherNulls(rows, count),
        count);
  }

  private static int capacity(List<Column> children) {
    return children.stream().mapToInt(Column::size).min().orElse(0);
  }
}
