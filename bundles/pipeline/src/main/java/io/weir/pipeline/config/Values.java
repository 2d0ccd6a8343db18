package io.weir.pipeline.config;

import io.weir.api.config.Option;
import io.weir.pipeline.yaml.YamlList;
import io.weir.pipeline.yaml.YamlMap;
import io.weir.pipeline.yaml.YamlNode;
import io.weir.pipeline.yaml.YamlText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what is written into the value of an option. */
final class Values {

  /** A value, or what is wrong: what was expected. */
  record Read(@Nullable Object value, String problem) {}

  private Values() {}

  /** The value of an option that is written as a node. */
  static Read of(Option<?> option, YamlNode node, Path folder) {
    if (node instanceof YamlText text && text.empty()) {
      return new Read(null, "expected " + form(option) + "; leave the option out for its default");
    }
    return switch (option.kind()) {
      case TEXT_LIST -> list(node);
      case TEXT_MAP -> map(node);
      default ->
          node instanceof YamlText text
              ? of(option, text.text(), folder)
              : new Read(null, "expected " + form(option));
    };
  }

  /** The value of an option that is written as a text. */
  static Read of(Option<?> option, String text, Path folder) {
    Object value =
        switch (option.kind()) {
          case TEXT, SECRET -> text;
          case INTEGER -> integer(text);
          case FLAG -> flag(text);
          case DURATION -> duration(text);
          case BYTES -> Quantities.bytes(text);
          case CHOICE -> option.values().contains(text) ? text : null;
          case PATH -> path(text, folder);
          case TEXT_LIST -> text.isEmpty() ? List.of() : List.of(text);
          case TEXT_MAP -> Map.of();
        };
    if (value == null && option.kind() == Option.Kind.CHOICE) {
      return new Read(null, Nearest.expected(text, option.values()));
    }
    return new Read(value, "expected " + form(option));
  }

  private static @Nullable Integer integer(String text) {
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Boolean flag(String text) {
    return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
  }

  private static @Nullable Duration duration(String text) {
    return Quantities.duration(text);
  }

  private static @Nullable Path path(String text, Path folder) {
    try {
      return text.isBlank() ? null : folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static Read list(YamlNode node) {
    List<String> texts = new ArrayList<>();
    if (node instanceof YamlText text) {
      texts.add(text.text());
    } else if (node instanceof YamlList list) {
      for (YamlNode item : list.items()) {
        if (!(item instanceof YamlText text) || text.empty()) {
          return new Read(null, "expected a list of texts; it holds " + item.shown());
        }
        texts.add(text.text());
      }
    } else {
      return new Read(null, "expected a list of texts");
    }
    return new Read(List.copyOf(texts), "");
  }

  private static Read map(YamlNode node) {
    if (!(node instanceof YamlMap map)) {
      return new Read(null, "expected a map of texts");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (YamlMap.Entry entry : map.entries()) {
      if (!(entry.value() instanceof YamlText text)) {
        return new Read(
            null, "expected a map of texts; '" + entry.key() + "' holds " + entry.value().shown());
      }
      texts.put(entry.key(), text.text());
    }
    return new Read(java.util.Collections.unmodifiableMap(texts), "");
  }

  private static String form(Option<?> option) {
    String form =
        switch (option.kind()) {
          case TEXT, SECRET -> "a text";
          case INTEGER -> "a whole number";
          case FLAG -> "true or false";
          case DURATION -> Quantities.DURATION_FORM;
          case BYTES -> Quantities.SIZE_FORM;
          case CHOICE -> "one of " + String.join(", ", option.values());
          case PATH -> "a file or folder";
          case TEXT_LIST -> "a list of texts";
          case TEXT_MAP -> "a map of texts";
        };
    boolean plain = option.kind() == Option.Kind.TEXT || option.kind() == Option.Kind.INTEGER;
    return plain && !option.example().isEmpty() ? form + " such as " + option.example() : form;
  }
}
