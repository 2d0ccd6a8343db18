package io.weir.api.format;

import io.weir.api.data.Field;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a column of a source or table is read.
 *
 * @param field the column
 * @param path where the value stands in the record: the names from the root down; one name, that of
 *     the column, unless {@code path: /a/b} says otherwise
 * @param unit the unit of a timestamp written as a number
 * @param zone the zone of a timestamp written as text without offset
 * @param topicLevel the level of the topic, from 0, or -1 when the record itself holds the value
 * @param strict whether no conversion is allowed ({@code coerce: strict})
 */
public record InputField(
    Field field, List<String> path, TimeUnit unit, ZoneId zone, int topicLevel, boolean strict) {

  /** Copies the path. */
  public InputField {
    path = List.copyOf(path);
  }
}
