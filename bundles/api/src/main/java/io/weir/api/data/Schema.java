package io.weir.api.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns of a batch, in order.
 *
 * <p>Thread: immutable, any.
 *
 * @param fields in order; names may repeat only in intermediate results, never in a declared schema
 */
public record Schema(List<Field> fields) {

  /** Copies the fields. */
  public Schema {
    fields = List.copyOf(fields);
  }

  /**
   * A schema of the given fields.
   *
   * @param fields in order
   * @return the schema
   */
  public static Schema of(Field... fields) {
    return new Schema(List.of(fields));
  }

  /**
   * The number of columns.
   *
   * @return hidden ones included
   */
  public int size() {
    return fields.size();
  }

  /**
   * The field at a position.
   *
   * @param index from 0
   * @return the field
   */
  public Field field(int index) {
    return fields.get(index);
  }

  /**
   * Where a column stands.
   *
   * @param name matched without regard to case
   * @return the position of the first column of that name, or -1
   */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
