package io.weir.sql.query;

import io.weir.sql.parser.Names;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CtesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;
import org.jspecify.annotations.Nullable;

/**
 * The names that WITH gives to queries. A name sees those before it, and hides a relation of the
 * pipeline of the same name.
 *
 * @param definitions by name in lower case
 */
record CommonTables(Map<String, Definition> definitions) {

  static final CommonTables NONE = new CommonTables(Map.of());

  /**
   * A query with a name.
   *
   * @param name as written
   * @param query what it stands for
   * @param columns names for its columns; empty for its own
   * @param scope the names that the query sees
   * @param place where it is defined
   */
  record Definition(
      String name, QueryContext query, List<String> columns, CommonTables scope, Place place) {}

  CommonTables with(@Nullable CtesContext context) {
    if (context == null) {
      return this;
    }
    CommonTables all = this;
    Map<String, Place> here = new LinkedHashMap<>();
    for (NamedQueryContext named : context.namedQuery()) {
      String name = Names.of(named.name);
      if (here.put(Relations.key(name), Place.of(named.name)) != null) {
        throw new Refusal(named.name, "WITH defines " + name + " twice");
      }
      Map<String, Definition> more = new LinkedHashMap<>(all.definitions);
      more.put(
          Relations.key(name),
          new Definition(
              name,
              named.query(),
              named.columnAliases == null ? List.of() : Names.of(named.columnAliases),
              all,
              Place.of(named.name)));
      all = new CommonTables(more);
    }
    return all;
  }

  @Nullable Definition find(String name) {
    return definitions.get(Relations.key(name));
  }

  List<String> names() {
    return definitions.values().stream().map(Definition::name).toList();
  }
}
