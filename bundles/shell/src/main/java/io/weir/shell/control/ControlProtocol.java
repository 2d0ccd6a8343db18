package io.weir.shell.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection is one command. The client sends a line, a JSON array of texts: the command and
 * its arguments. The gateway answers with lines {@code ["out", TEXT]} and {@code ["err", TEXT]}
 * and, last, {@code ["exit", "STATUS"]}.
 *
 * <p>Thread: any; no state.
 */
final class ControlProtocol {

  /** The name of the socket in the data folder. */
  static final String SOCKET = "control.sock";

  static final String OUT = "out";
  static final String ERR = "err";
  static final String EXIT = "exit";

  private static final JsonFactory JSON = new JsonFactory();

  private ControlProtocol() {}

  /** A line with its end. */
  static String line(List<String> texts) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartArray();
      for (String text : texts) {
        json.writeString(text);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return line + "\n";
  }

  /** The texts of a line. */
  static List<String> texts(String line) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JsonParser json = JSON.createParser(line)) {
      require(json.nextToken() == JsonToken.START_ARRAY, line);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        require(json.currentToken() == JsonToken.VALUE_STRING, line);
        texts.add(json.getText());
      }
    }
    return texts;
  }

  private static void require(boolean holds, String line) throws IOException {
    if (!holds) {
      throw new IOException("found '" + line + "', expected a JSON array of texts");
    }
  }
}
