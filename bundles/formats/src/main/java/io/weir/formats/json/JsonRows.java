package io.weir.formats.json;

import io.weir.api.format.InputField;
import io.weir.formats.cell.Cells;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a JSON file: one array of objects, or objects one behind the other. */
public final class JsonRows {

  private JsonRows() {}

  /**
   * Why a file cannot be read.
   *
   * @param line where, from 1
   * @param text what was found, what was expected
   */
  public record Problem(int line, String text) {}

  /**
   * Reads all rows.
   *
   * @param content the file
   * @param fields one a slot of the cells, in order, with distinct paths
   * @param cells receives the rows; the record of a row is the line that it starts in
   * @return what is wrong, or null
   */
  public static @Nullable Problem read(byte[] content, List<InputField> fields, Cells cells) {
    int[] slots = new int[fields.size()];
    PathNode root = PathNode.tree(fields.stream().map(InputField::path).toList(), slots);
    return new JsonReader(root, cells).readFile(content);
  }
}
