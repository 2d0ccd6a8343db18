package io.weir.pipeline.check;

import io.weir.api.connector.SinkType;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.output.RejectedRecords;
import io.weir.engine.query.OutputMode;
import io.weir.pipeline.config.Block;
import io.weir.pipeline.config.Nearest;
import io.weir.pipeline.config.Quantities;
import io.weir.pipeline.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one sink.
 *
 * <p>Thread: one at a time.
 */
final class SinkReader {

  private static final String LATE = ".late";
  private static final String QUARANTINE = ".quarantine";

  private final Checking checking;
  private final Map<String, SourceReader.Source> sources;
  private final QueryReader queries;

  /**
   * A reader over the parts read before.
   *
   * @param checking shared
   * @param sources by name
   * @param queries compiled
   */
  SinkReader(Checking checking, Map<String, SourceReader.Source> sources, QueryReader queries) {
    this.checking = checking;
    this.sources = sources;
    this.queries = queries;
  }

  /** A sink; null if it cannot run, which was told. */
  @Nullable SinkDefinition read(YamlMap.Entry part, YamlMap map) {
    String name = part.key();
    String title = "sink " + name;
    int before = checking.problems().count();
    SinkType type =
        checking.type(
            title,
            map,
            FileOptions.TYPE,
            checking.types()::sink,
            checking.types().sinks(),
            SinkType::name);
    FormatType format = checking.format(title, map);
    Block block =
        checking.read(
            title,
            part,
            map,
            FileOptions.SINK,
            type == null ? null : type.options(),
            format == null ? null : format.options());
    SinkDefinition.Feed feed = feed(block);
    SinkDefinition.Buffer buffer =
        new SinkDefinition.Buffer(
            block.get(FileOptions.BUFFER_MAX_BYTES),
            Quantities.micros(block.get(FileOptions.BUFFER_MAX_AGE)),
            block.get(FileOptions.BUFFER_WHEN_FULL).equals("block")
                ? SinkDefinition.WhenFull.BLOCK
                : SinkDefinition.WhenFull.DROP_OLDEST);
    if (feed == null || type == null || format == null) {
      return null;
    }
    Schema schema = schema(block, feed);
    if (schema == null || checking.problems().count() > before) {
      return null;
    }
    checkReplace(block, feed, type);
    checking.tryOpening(
        block,
        () -> {
          Encoder encoder = format.encoder(block, schema);
          type.open(checking.context(name, block, format), schema, encoder).close();
        });
    boolean withId = block.get(FileOptions.ID).equals("delivery");
    return checking.problems().count() > before
        ? null
        : new SinkDefinition(name, type, block, format, feed, withId, buffer);
  }

  private SinkDefinition.@Nullable Feed feed(Block block) {
    String from = block.find(FileOptions.FROM).orElse(null);
    if (from == null) {
      return null;
    }
    if (queries.knows(from)) {
      return new SinkDefinition.Feed(SinkDefinition.FeedKind.RESULT, queryName(from));
    }
    if (from.endsWith(LATE) && queries.knows(without(from, LATE))) {
      return new SinkDefinition.Feed(SinkDefinition.FeedKind.LATE, queryName(without(from, LATE)));
    }
    if (from.endsWith(QUARANTINE)) {
      String owner = without(from, QUARANTINE);
      if (queries.knows(owner)) {
        return new SinkDefinition.Feed(SinkDefinition.FeedKind.QUERY_QUARANTINE, queryName(owner));
      }
      if (sources.containsKey(owner)) {
        return new SinkDefinition.Feed(SinkDefinition.FeedKind.SOURCE_QUARANTINE, owner);
      }
    }
    String hint =
        sources.containsKey(from)
            ? "'%s' is a source: write a query such as SELECT * FROM %s, or take %s.quarantine"
                .formatted(from, from, from)
            : "nothing is called '%s': %s".formatted(from, Nearest.expected(from, feeds()));
    checking.error(block, FileOptions.FROM, hint);
    return null;
  }

  private List<String> feeds() {
    List<String> feeds = new ArrayList<>(queries.queryNames());
    for (String query : queries.queryNames()) {
      feeds.add(query + LATE);
      feeds.add(query + QUARANTINE);
    }
    sources.keySet().forEach(source -> feeds.add(source + QUARANTINE));
    return feeds;
  }

  private String queryName(String name) {
    return queries.nameOf(name);
  }

  private static String without(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }

  /** The columns of what feeds a sink; null if they are not known, which was told. */
  private @Nullable Schema schema(Block block, SinkDefinition.Feed feed) {
    if (feed.kind() == SinkDefinition.FeedKind.SOURCE_QUARANTINE) {
      SourceReader.Source source = sources.get(feed.name());
      SourceDefinition definition = source == null ? null : source.definition();
      return definition == null ? null : RejectedRecords.schema(definition);
    }
    QueryReader.Query query = queries.query(feed.name());
    if (query == null) {
      return null;
    }
    String ambiguous =
        feed.kind() == SinkDefinition.FeedKind.RESULT ? null : columnOfTwoTypes(query);
    if (ambiguous != null) {
      checking.error(
          block,
          FileOptions.FROM,
          "query %s reads inputs %s, in which column %s is of different types: their rows cannot go to"
                  .formatted(feed.name(), query.running().inputs(), ambiguous)
              + " one sink");
      return null;
    }
    return queriesOnly(query).schemaOf(feed);
  }

  private static PipelineDefinition queriesOnly(QueryReader.Query query) {
    return new PipelineDefinition(
        "check", "", "", 0, List.of(), List.of(), List.of(query.definition()), List.of());
  }

  /** Late and quarantined rows carry the columns of their inputs, by name, in one schema. */
  private @Nullable String columnOfTwoTypes(QueryReader.Query query) {
    Map<String, DataType> types = new HashMap<>();
    for (String input : query.running().inputs()) {
      for (Field field : columns(input)) {
        DataType other = types.putIfAbsent(field.name(), field.type());
        if (other != null && !other.equals(field.type())) {
          return field.name();
        }
      }
    }
    return null;
  }

  private List<Field> columns(String input) {
    SourceReader.Source source = sources.get(input);
    QueryReader.Query other = queries.query(input);
    if (source != null && source.fields() != null) {
      return source.fields().stream().map(InputField::field).toList();
    }
    return other == null
        ? List.of()
        : other.plan().schema().fields().stream().filter(f -> !f.hidden()).toList();
  }

  private void checkReplace(Block block, SinkDefinition.Feed feed, SinkType type) {
    QueryReader.Query query = queries.query(feed.name());
    boolean complete =
        feed.kind() == SinkDefinition.FeedKind.RESULT
            && query != null
            && query.definition().spec().mode() == OutputMode.COMPLETE;
    if (complete && !type.canReplace()) {
      checking.error(
          block,
          FileOptions.FROM,
          "query %s yields its whole result each time (output: complete), which type %s cannot"
                  .formatted(feed.name(), type.name())
              + " replace: use output: update, or a file sink");
    }
  }
}
