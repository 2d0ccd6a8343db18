package io.weir.api.data;

import java.util.Objects;

/**
 * A named, typed column of a schema. Every column may hold nulls.
 *
 * @param name as the user wrote it; names are matched without regard to case, as in Spark SQL
 * @param type the type of its values
 * @param hidden true for a column that {@code SELECT *} leaves out, such as {@code _event_time}
 */
public record Field(String name, DataType type, boolean hidden) {

  /** Checks that name and type are there. */
  public Field {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }

  /**
   * A visible field.
   *
   * @param name its name
   * @param type its type
   * @return the field
   */
  public static Field of(String name, DataType type) {
    return new Field(name, type, false);
  }

  /**
   * A field that {@code SELECT *} leaves out.
   *
   * @param name its name
   * @param type its type
   * @return the field
   */
  public static Field hidden(String name, DataType type) {
    return new Field(name, type, true);
  }

  @Override
  public String toString() {
    return name + ": " + type;
  }
}
