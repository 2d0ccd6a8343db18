package io.weir.sql;

import io.weir.api.data.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the names after FROM and JOIN mean in a pipeline.
 *
 * <p>Thread: that of the compiler.
 */
public interface SqlCatalog {

  /**
   * Looks a name up.
   *
   * @param name without regard to case
   * @return null if there is none
   */
  @Nullable Relation relation(String name);

  /** The names of all relations, for messages. */
  List<String> names();

  /** A source, a table or an earlier query. */
  sealed interface Relation {
    /** Its name as declared. */
    String name();

    /** Its columns, hidden ones included. */
    Schema schema();
  }

  /**
   * A source.
   *
   * @param name as declared
   * @param schema the declared columns, then the hidden {@code _event_time}, {@code _received} and
   *     {@code _topic}
   * @param eventTime the name of the declared column that is the event time; null for the receive
   *     time
   * @param watermarkMicros how far behind the greatest event time its watermark stays
   */
  record Source(String name, Schema schema, @Nullable String eventTime, long watermarkMicros)
      implements Relation {

    /**
     * A source whose watermark has no delay.
     *
     * @param name as declared
     * @param schema as above
     * @param eventTime as above
     */
    public Source(String name, Schema schema, @Nullable String eventTime) {
      this(name, schema, eventTime, 0);
    }
  }

  /**
   * A static table.
   *
   * @param name as declared
   * @param schema its columns
   * @param validFrom for a versioned table, which is joined as of a time, the position of the
   *     column that says from when a row holds; -1 for any other
   * @param key for a versioned table the positions of its key
   */
  record Table(String name, Schema schema, int validFrom, List<Integer> key) implements Relation {
    /** Copies the key. */
    public Table {
      key = List.copyOf(key);
    }

    /**
     * A table that is not versioned.
     *
     * @param name as declared
     * @param schema its columns
     */
    public Table(String name, Schema schema) {
      this(name, schema, -1, List.of());
    }

    /** Whether it is joined as of a time. */
    public boolean versioned() {
      return validFrom >= 0;
    }
  }

  /**
   * An earlier query. {@link SqlCompiler#relation} makes one from a plan.
   *
   * @param name as declared
   * @param schema the columns that it selects, then the hidden {@code _event_time}
   * @param roles of each column
   */
  record Query(String name, Schema schema, List<TimeRole> roles) implements Relation {
    /** Copies the roles. */
    public Query {
      roles = List.copyOf(roles);
      if (roles.size() != schema.size()) {
        throw new IllegalArgumentException(
            roles.size() + " roles of " + schema.size() + " columns");
      }
    }
  }

  /**
   * A catalog of given relations.
   *
   * @param relations any; of several of one name the first counts
   * @return a catalog
   */
  static SqlCatalog of(List<? extends Relation> relations) {
    List<Relation> all = List.copyOf(relations);
    return new SqlCatalog() {
      @Override
      public @Nullable Relation relation(String name) {
        for (Relation relation : all) {
          if (relation.name().equalsIgnoreCase(name)) {
            return relation;
          }
        }
        return null;
      }

      @Override
      public List<String> names() {
        return all.stream().map(Relation::name).toList();
      }
    };
  }
}
