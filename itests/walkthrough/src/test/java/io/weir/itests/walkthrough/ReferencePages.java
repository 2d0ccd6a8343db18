package io.weir.itests.walkthrough;

import io.weir.api.config.Option;
import io.weir.operators.function.FunctionDoc;
import io.weir.operators.function.Functions;
import io.weir.pipeline.Reference;
import io.weir.pipeline.TypeRegistry;
import io.weir.sql.SqlReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the parts of the user's reference that the code knows best. Such a part stands between
 * {@code <!-- generated: NAME -->} and {@code <!-- end -->}.
 */
final class ReferencePages {

  private static final Pattern PART =
      Pattern.compile("(<!-- generated: (\\S+) -->\\R).*?(<!-- end -->)", Pattern.DOTALL);

  private final Map<String, String> parts = new LinkedHashMap<>();

  ReferencePages() {
    parts.put("options", options());
    parts.put("constructs", constructs());
    parts.put("types", types());
    parts.put("refused", refused());
    parts.put("functions", functions());
  }

  /**
   * Writes every generated part anew.
   *
   * @param arguments none
   * @throws IOException if a page cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    ReferencePages pages = new ReferencePages();
    for (Path page : pages.pages()) {
      Files.writeString(page, pages.renewed(Files.readString(page)));
    }
  }

  List<Path> pages() {
    return List.of(Repository.DOCS.resolve("options.md"), Repository.DOCS.resolve("sql.md"));
  }

  /** A page with its generated parts as the code has them now. */
  String renewed(String page) {
    return PART.matcher(page)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(
                    part.group(1) + parts.getOrDefault(part.group(2), "") + part.group(3)));
  }

  private static String options() {
    StringBuilder text = new StringBuilder();
    for (Reference.Section section : Reference.sections(TypeRegistry.load())) {
      text.append("\n## ").append(section.title()).append("\n\n");
      if (section.options().isEmpty()) {
        text.append("No options of its own.\n");
        continue;
      }
      text.append("| Option | Kind | Default | Meaning | Example |\n|---|---|---|---|---|\n");
      section.options().forEach(option -> text.append(row(option)));
    }
    return text.append('\n').toString();
  }

  private static String row(Option<?> option) {
    return "| `%s` | %s | %s | %s | %s |%n"
        .formatted(
            option.name(),
            kind(option),
            option.required()
                ? "required"
                : option.defaultText() == null ? "" : code(option.defaultText()),
            cell(option.description()),
            option.example().isEmpty() ? "" : code(option.example()))
        .replace(System.lineSeparator(), "\n");
  }

  private static String kind(Option<?> option) {
    return switch (option.kind()) {
      case TEXT -> "text";
      case SECRET -> "secret";
      case INTEGER -> "integer";
      case FLAG -> "true or false";
      case DURATION -> "duration";
      case BYTES -> "size";
      case CHOICE -> String.join(", ", option.values().stream().map(v -> code(v)).toList());
      case PATH -> "path";
      case TEXT_LIST -> "list";
      case TEXT_MAP -> "map";
    };
  }

  private static String constructs() {
    StringBuilder text = new StringBuilder();
    String clause = "";
    for (SqlReference.Construct construct : SqlReference.supported()) {
      if (!construct.clause().equals(clause)) {
        clause = construct.clause();
        text.append("\n### ").append(clause).append("\n\n");
        text.append("| Form | Meaning | Example |\n|---|---|---|\n");
      }
      text.append("| ")
          .append(code(construct.form()))
          .append(" | ")
          .append(cell(construct.meaning()))
          .append(" | ")
          .append(code(construct.example()))
          .append(" |\n");
    }
    return text.append('\n').toString();
  }

  private static String types() {
    StringBuilder text = new StringBuilder("\n| In CAST | Type |\n|---|---|\n");
    SqlReference.types()
        .forEach((name, type) -> text.append("| `" + name + "` | `" + type + "` |\n"));
    return text.append('\n').toString();
  }

  private static String refused() {
    StringBuilder text = new StringBuilder("\n| Refused | Instead |\n|---|---|\n");
    SqlReference.refused()
        .forEach(
            (name, instead) -> text.append("| " + cell(name) + " | " + cell(instead) + " |\n"));
    return text.append('\n').toString();
  }

  private static String functions() {
    StringBuilder text = new StringBuilder();
    String group = "";
    for (FunctionDoc function : Functions.describe()) {
      if (!function.group().equals(group)) {
        group = function.group();
        text.append("\n### ").append(group).append("\n\n| Function | Meaning |\n|---|---|\n");
      }
      text.append(
          "| " + code(function.signature()) + " | " + cell(function.description()) + " |\n");
    }
    return text.append('\n').toString();
  }

  private static String code(String text) {
    String quote = text.contains("`") ? "``" : "`";
    return quote + text.replace("|", "\\|").replace("\n", " ") + quote;
  }

  /** A text within a table. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
  }
}
