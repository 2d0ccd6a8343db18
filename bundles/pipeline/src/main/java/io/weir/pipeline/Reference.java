package io.weir.pipeline;

import io.weir.api.config.Option;
import io.weir.pipeline.check.FileOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of pipeline files, as the code reads them; the user's reference is made of it.
 *
 * <p>Thread: any; no state.
 */
public final class Reference {

  private Reference() {}

  /**
   * The options of one kind of block.
   *
   * @param title such as {@code source} or {@code source type mqtt}
   * @param options in the order of the reference; nested ones are named with dots
   */
  public record Section(String title, List<Option<?>> options) {
    /** Copies the options. */
    public Section {
      options = List.copyOf(options);
    }
  }

  /**
   * All sections: the file, its parts, then each type and format.
   *
   * @param types whose options are added
   * @return in the order of the reference
   */
  public static List<Section> sections(TypeRegistry types) {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("pipeline", FileOptions.FILE));
    sections.add(new Section("source", FileOptions.SOURCE));
    sections.add(new Section("column", FileOptions.COLUMN));
    sections.add(new Section("table", FileOptions.TABLE));
    sections.add(new Section("query", FileOptions.QUERY));
    sections.add(new Section("sink", FileOptions.SINK));
    types.sources().forEach(t -> sections.add(new Section("source type " + t.name(), t.options())));
    types.tables().forEach(t -> sections.add(new Section("table type " + t.name(), t.options())));
    types.sinks().forEach(t -> sections.add(new Section("sink type " + t.name(), t.options())));
    types.formats().forEach(t -> sections.add(new Section("format " + t.name(), t.options())));
    return sections;
  }
}
