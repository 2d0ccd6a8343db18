package io.weir.operators.function.text;

import static io.weir.api.data.DataType.BOOLEAN;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.STRING;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/** LIKE, RLIKE and functions of regular expressions, which are Java's. */
public final class PatternFunctions {

  private PatternFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    like(library, "like", "Whether a text matches: _ is a character, % are any.", false);
    like(library, "ilike", "As like, without regard to case.", true);
    stateful(
        library,
        "rlike(text, regex)",
        "Whether the regular expression is found.",
        BOOLEAN,
        () -> {
          PatternCache patterns = new PatternCache();
          return (in, out) -> out.putBoolean(patterns.regex(in.text(1)).matcher(in.text(0)).find());
        },
        STRING,
        STRING);
    library.alias("regexp", "rlike");
    library.alias("regexp_like", "rlike");
    stateful(
        library,
        "regexp_extract(text, regex[, group])",
        "What the group of the first match holds, group 1 by default; empty if nothing matches.",
        STRING,
        PatternFunctions::extract,
        STRING,
        STRING,
        INT);
    stateful(
        library,
        "regexp_substr(text, regex)",
        "The first match; null if there is none.",
        STRING,
        () -> {
          PatternCache patterns = new PatternCache();
          return (in, out) -> {
            Matcher match = patterns.regex(in.text(1)).matcher(in.text(0));
            if (match.find()) {
              out.putText(match.group());
            } else {
              out.putNull();
            }
          };
        },
        STRING,
        STRING);
    stateful(
        library,
        "regexp_count(text, regex)",
        "The number of matches.",
        INT,
        () -> {
          PatternCache patterns = new PatternCache();
          return (in, out) ->
              out.putInt((int) patterns.regex(in.text(1)).matcher(in.text(0)).results().count());
        },
        STRING,
        STRING);
    stateful(
        library,
        "regexp_replace(text, regex, by[, from])",
        "Every match replaced, from a position on; $1 is group 1.",
        STRING,
        PatternFunctions::replace,
        STRING,
        STRING,
        STRING,
        INT);
    stateful(
        library,
        "regexp_extract_all(text, regex[, group])",
        "What the group holds in each match, group 1 by default.",
        new DataType.Array(STRING),
        PatternFunctions::extractAll,
        STRING,
        STRING,
        INT);
    stateful(
        library,
        "regexp_instr(text, regex[, group])",
        "The position of the first match, of whatever group; 0 if there is none.",
        INT,
        () -> {
          PatternCache patterns = new PatternCache();
          return (in, out) -> {
            Matcher match = patterns.regex(in.text(1)).matcher(in.text(0));
            out.putInt(match.find() ? match.start() + 1 : 0);
          };
        },
        STRING,
        STRING,
        INT);
    stateful(
        library,
        "split(text, regex[, limit])",
        "The parts between the matches, as an array.",
        new DataType.Array(STRING),
        PatternFunctions::split,
        STRING,
        STRING,
        INT);
    library.checked(
        1,
        pattern -> new PatternCache().regex(pattern),
        "rlike",
        "regexp",
        "regexp_like",
        "regexp_extract",
        "regexp_extract_all",
        "regexp_instr",
        "regexp_substr",
        "regexp_count",
        "regexp_replace",
        "split");
  }

  /** A family member with a cache of its own in each kernel. */
  private static void stateful(
      Library library,
      String signature,
      String description,
      DataType result,
      Supplier<RowFunction> function,
      DataType... parameters) {
    library.add(
        signature,
        description,
        new Signature(signature, result, parameters),
        (call, kernels) -> RowKernel.of(call.type(), kernels, function.get()));
  }

  private static void like(Library library, String name, String description, boolean ignoreCase) {
    String signature = name + "(text, pattern[, escape])";
    library.add(
        signature,
        description,
        new Signature(signature, BOOLEAN, STRING, STRING, STRING),
        (call, kernels) -> likeKernel(kernels, ignoreCase));
  }

  private static Kernel likeKernel(List<Kernel> kernels, boolean ignoreCase) {
    PatternCache patterns = new PatternCache();
    return RowKernel.of(
        BOOLEAN,
        kernels,
        (in, out) -> {
          String escape = in.size() > 2 ? in.text(2) : "\\";
          if (escape.length() != 1) {
            throw new RowFailure("LIKE: the escape '%s' is not one character".formatted(escape));
          }
          LikePattern pattern = patterns.like(in.text(1), escape.charAt(0), ignoreCase);
          out.putBoolean(pattern.matches(in.text(0)));
        });
  }

  private static RowFunction extract() {
    PatternCache patterns = new PatternCache();
    return (in, out) -> {
      Matcher match = patterns.regex(in.text(1)).matcher(in.text(0));
      int group = in.size() > 2 ? in.intAt(2) : 1;
      checkGroup("regexp_extract", match, group);
      out.putText(match.find() ? group(match, group) : "");
    };
  }

  private static RowFunction extractAll() {
    PatternCache patterns = new PatternCache();
    return (in, out) -> {
      Matcher match = patterns.regex(in.text(1)).matcher(in.text(0));
      int group = in.size() > 2 ? in.intAt(2) : 1;
      List<String> found = new ArrayList<>();
      while (match.find()) {
        checkGroup("regexp_extract_all", match, group);
        found.add(group(match, group));
      }
      out.putValue(found);
    };
  }

  private static void checkGroup(String name, Matcher match, int group) {
    if (group < 0 || group > match.groupCount()) {
      throw new RowFailure(
          "%s: group %d of a regular expression with %d groups"
              .formatted(name, group, match.groupCount()));
    }
  }

  /** A group that took no part in the match is empty. */
  private static String group(Matcher match, int group) {
    String found = match.group(group);
    return found == null ? "" : found;
  }

  private static RowFunction replace() {
    PatternCache patterns = new PatternCache();
    return (in, out) -> {
      String text = in.text(0);
      int from = in.size() > 3 ? in.intAt(3) : 1;
      if (from < 1) {
        throw new RowFailure("regexp_replace: position %d, expected 1 or more".formatted(from));
      }
      Matcher match = patterns.regex(in.text(1)).matcher(text);
      try {
        StringBuilder replaced = new StringBuilder();
        if (from <= text.length() || from == 1) {
          match.region(from - 1, text.length());
          while (match.find()) {
            match.appendReplacement(replaced, in.text(2));
          }
        }
        out.putText(match.appendTail(replaced).toString());
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        throw new RowFailure(
            "regexp_replace: '%s' names a group that is not there".formatted(in.text(2)));
      }
    };
  }

  private static RowFunction split() {
    PatternCache patterns = new PatternCache();
    return (in, out) -> {
      String text = in.text(0);
      int limit = in.size() > 2 && in.intAt(2) > 0 ? in.intAt(2) : -1;
      List<String> parts =
          in.text(1).isEmpty() && !text.isEmpty()
              ? characters(text, limit)
              : Arrays.asList(patterns.regex(in.text(1)).split(text, limit));
      out.putValue(parts);
    };
  }

  private static List<String> characters(String text, int limit) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length() && (limit < 0 || parts.size() < limit)) {
      int next = text.offsetByCodePoints(at, 1);
      parts.add(text.substring(at, next));
      at = next;
    }
    return parts;
  }
}
