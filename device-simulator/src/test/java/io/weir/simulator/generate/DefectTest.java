package io.weir.simulator.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.simulator.fleet.Defect;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefectTest {

  private static final JsonFactory JSON = new JsonFactory();

  /** The tokens of the fields of an object; throws if it is not a whole JSON object. */
  private static Map<String, JsonToken> fields(byte[] payload) throws IOException {
    Map<String, JsonToken> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        fields.put(name, parser.nextToken());
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IOException("not one object");
      }
    }
    return fields;
  }

  private static boolean isSound(byte[] payload) {
    try {
      Map<String, JsonToken> fields = fields(payload);
      return fields.get("ts") == JsonToken.VALUE_NUMBER_INT
          && fields.get("seq") == JsonToken.VALUE_NUMBER_INT
          && fields.get("device") == JsonToken.VALUE_STRING
          && fields.get("temp").isNumeric();
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(Defect.class)
  void shouldBreakEveryPayloadItSays(Defect defect) {
    List<Emission> emissions =
        Fleets.emissions(Fleets.of("malformed: {share: 50%, as: [" + defect.label() + "]}"), 100);

    assertThat(emissions.stream().filter(e -> e.defect() == defect).count()).isBetween(400L, 600L);
    assertThat(emissions)
        .allSatisfy(e -> assertThat(isSound(e.payload())).isEqualTo(e.defect() == null))
        .allSatisfy(e -> assertThat(e.payload()).doesNotContain('\n', '\r'));
  }

  @Test
  void shouldMixAllDefectsWhenNoneIsNamed() {
    List<Emission> emissions = Fleets.emissions(Fleets.of("malformed: {share: 100%}"), 100);

    assertThat(emissions).extracting(Emission::defect).containsOnly(Defect.values());
  }
}
