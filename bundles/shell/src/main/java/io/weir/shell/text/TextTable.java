package io.weir.shell.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table whose columns are as wide as their widest cell. Cells that are numbers stand right. */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();
  private final Ink ink;

  /**
   * An empty table.
   *
   * @param ink for the header
   * @param header the names of the columns; none for a table without header
   */
  public TextTable(Ink ink, String... header) {
    this.ink = ink;
    if (header.length > 0) {
      rows.add(List.of(header));
    }
    this.hasHeader = header.length > 0;
  }

  private final boolean hasHeader;

  /**
   * Adds a row.
   *
   * @param cells one a column
   */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /**
   * Prints the table.
   *
   * @param out takes it
   */
  public void print(PrintWriter out) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      String line = line(rows.get(r), widths);
      out.println(hasHeader && r == 0 ? ink.dim(line) : line);
    }
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      String pad = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
      boolean number = !cell.isEmpty() && cell.matches("[0-9,.]+");
      line.append(number ? pad + cell : cell + pad).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
