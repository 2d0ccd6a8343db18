package io.weir.operators.function;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to write instead of functions that people know from Spark and that are not there. */
final class Remedies {

  private static final Map<String, String> BY_NAME = new HashMap<>();

  static {
    addTimesAndChance();
    addTypes();
    addFormats();
    addSketches();
    addOthers();
  }

  private Remedies() {}

  private static void addTimesAndChance() {
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
    add("write from_utc_timestamp(to_utc_timestamp(time, one zone), another)", "convert_timezone");
    add(
        "write time + INTERVAL 1 HOUR, or timestampadd(HOUR, n, time)",
        "make_interval",
        "make_dt_interval",
        "make_ym_interval",
        "try_make_interval");
    add(
        "every timestamp is an instant; write make_timestamp(…)",
        "make_timestamp_ntz",
        "try_make_timestamp_ntz");
    add("every timestamp is an instant; write to_timestamp(…)", "to_timestamp_ntz");
    add("group by calendar_window(time, 'day' | 'week' | 'month', zone)", "date_bin");
  }

  private static void addTypes() {
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
        "map_contains_key",
        "map_zip_with",
        "str_to_map",
        "transform_keys",
        "transform_values");
    add(
        "there are no variants; write from_json(text, 'a INT, …'), or get_json_object(text, '$.a')",
        "parse_json",
        "try_parse_json",
        "variant_get",
        "try_variant_get",
        "is_variant_null",
        "to_variant_object",
        "schema_of_variant",
        "schema_of_variant_agg",
        "variant_explode",
        "variant_explode_outer",
        "json_value");
    add("write int(…); there are no shorter integers", "smallint", "tinyint");
    add("compare lower(…) with lower(…)", "collate", "collation", "collations");
  }

  private static void addFormats() {
    add("write the schema into from_json(text, 'a INT, b ARRAY<DOUBLE>')", "schema_of_json");
    add("write split(text, ','), or say format: csv at the source", "from_csv", "schema_of_csv");
    add("write concat_ws(',', …), or to_json(…)", "to_csv");
    add(
        "a bundle may bring a format or a function for it; what is known are JSON, CSV and text",
        "from_xml",
        "to_xml",
        "schema_of_xml",
        "xpath",
        "xpath_boolean",
        "xpath_double",
        "xpath_float",
        "xpath_int",
        "xpath_long",
        "xpath_number",
        "xpath_short",
        "xpath_string",
        "from_avro",
        "to_avro",
        "schema_of_avro",
        "from_protobuf",
        "to_protobuf");
    add(
        "write format_number(number, 2), format_string('%05d', number) or date_format(time,"
            + " pattern)",
        "to_char", "to_varchar");
    add(
        "write CAST(replace(text, ',') AS decimal(10,2)), or TRY_CAST",
        "to_number",
        "try_to_number");
    add("write regexp_extract(url, '://([^/:]+)')", "parse_url", "try_parse_url");
    add("write split(text, '[.!?] *')", "sentences");
  }

  private static void addSketches() {
    add(
        "write approx_count_distinct(value), or count(DISTINCT value)",
        "hll_sketch_agg",
        "hll_sketch_estimate",
        "hll_union",
        "hll_union_agg",
        "bitmap_bit_position",
        "bitmap_bucket_number",
        "bitmap_construct_agg",
        "bitmap_or_agg",
        "bitmap_count");
    add("group by the value and write count(*), or write mode(value)", "count_min_sketch");
    add(
        "write approx_percentile(number, array(0.25, 0.5, 0.75)), or group by width_bucket(number,"
            + " from, to, count)",
        "histogram_numeric");
  }

  private static void addOthers() {
    add("write CASE WHEN condition THEN value … END", "when");
    add("write if(condition, then, otherwise)", "iff");
    add("write substring(text, start, length)", "mid");
    add("write locate(part, text)", "charindex");
    add("write explode(sequence(1, n))", "range");
    add("bring a function in a bundle", "java_method", "reflect", "try_reflect");
    add(
        "keys do not belong into a query; sources and sinks have tls",
        "aes_encrypt",
        "aes_decrypt",
        "try_aes_decrypt");
    add(
        "the topic of a record is the column _topic",
        "input_file_name",
        "input_file_block_start",
        "input_file_block_length");
    add(
        "it tells of a Spark session, and there is none",
        "current_catalog",
        "current_database",
        "current_schema",
        "spark_partition_id",
        "sql_keywords",
        "version");
  }

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
