package io.weir.operators.function;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to write instead of functions that people know from Spark and that are not there. */
final class Remedies {

  private static final Map<String, String> BY_NAME = new HashMap<>();

  static {
    add(
        "the receive time of a record is the column _received, and its event time _event_time",
        "now",
        "current_timestamp",
        "current_date",
        "curdate",
        "localtimestamp",
        "current_timezone");
    add(
        "a value by chance would be another one when a batch is computed anew after a restart",
        "rand",
        "random",
        "randn",
        "randstr",
        "uniform",
        "uuid",
        "shuffle",
        "monotonically_increasing_id");
    add(
        "an aggregate of a GROUP BY window(…), such as last, min_by or collect_list, sees the rows"
            + " of a span of time",
        "row_number",
        "rank",
        "dense_rank",
        "percent_rank",
        "cume_dist",
        "ntile",
        "lag",
        "lead",
        "nth_value");
    add(
        "there are no maps; use a struct, or an array of structs",
        "map",
        "map_from_arrays",
        "map_from_entries",
        "map_keys",
        "map_values",
        "map_entries",
        "map_filter",
        "map_concat",
        "str_to_map",
        "transform_keys",
        "transform_values");
    add(
        "declare the fields in the schema of the source, or take one by get_json_object(text,"
            + " '$.a.b')",
        "schema_of_json",
        "parse_json",
        "variant_get",
        "json_value");
    add("a sink writes structs as JSON by itself", "to_csv", "to_xml");
    add("group by calendar_window(time, 'day' | 'week' | 'month', zone)", "date_bin");
    add("write if(condition, then, otherwise)", "iff");
    add("write substring(text, start, length)", "mid");
    add("write locate(part, text)", "charindex");
  }

  private Remedies() {}

  private static void add(String remedy, String... names) {
    for (String name : names) {
      BY_NAME.put(name, remedy);
    }
  }

  /** What to do instead of calling a function; null if nothing is known. */
  static @Nullable String of(String name) {
    return BY_NAME.get(name);
  }
}
