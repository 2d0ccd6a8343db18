package io.weir.pipeline.yaml;

/**
 * A text: what YAML calls a scalar. {@code ${…}} is filled in.
 *
 * @param place where it starts
 * @param raw as it is written, without filling in
 * @param text the value
 * @param empty whether nothing is written there, or {@code null}
 * @param inner where each character of the text stands in the file
 */
public record YamlText(Place place, String raw, String text, boolean empty, InnerPlaces inner)
    implements YamlNode {

  /** Whether the value holds something that was filled in, which may be a secret. */
  public boolean filled() {
    return !raw.equals(text);
  }

  /** For people, in quotes; never what was filled in. */
  @Override
  public String shown() {
    return empty ? "nothing" : "'" + raw.strip() + "'";
  }

  /**
   * Where a character of the text stands in the file.
   *
   * @param offset into the text, from 0
   */
  public Place placeAt(int offset) {
    return inner.of(raw, text, Math.max(0, Math.min(offset, text.length())));
  }
}
