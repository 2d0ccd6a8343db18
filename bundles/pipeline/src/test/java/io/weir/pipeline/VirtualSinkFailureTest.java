package io.weir.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.Config;
import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.Encoder;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualSinkFailureTest {

  private static final String PIPELINE =
      """
      pipeline: failing
      sources: {r: {type: rate, schema: {v: long}}}
      queries: {q: {sql: SELECT v FROM r}}
      sinks: {out: {type: console, from: q, format: headless}}
      """;

  @TempDir Path folder;

  @Test
  void shouldTellWhyASinkTakesNoRow() throws Exception {
    TypeRegistry types =
        TypeRegistry.builder().format(new Headless()).all(TestTypes.registry()).build();
    Path input = Files.writeString(folder.resolve("r.jsonl"), "{\"v\":1}\n{\"v\":2}\n");
    VirtualRun run =
        VirtualRun.of(PipelineFile.read("p.yaml", PIPELINE, folder, types, TestTypes.VARIABLES))
            .input("r", input)
            .collect();

    assertThatThrownBy(run::run)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sink out: found 2 rows that wait and none taken")
        .hasMessageContaining("no header today");
  }

  /** A format of a user's whose header cannot be made. */
  private static final class Headless implements FormatType {
    @Override
    public String name() {
      return "headless";
    }

    @Override
    public List<Option<?>> options() {
      return List.of();
    }

    @Override
    public Decoder decoder(Config config, List<InputField> fields) {
      throw new UnsupportedOperationException("not read");
    }

    @Override
    public Encoder encoder(Config config, Schema schema) {
      return new Encoder() {
        @Override
        public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
          target.writeLong(row);
        }

        @Override
        public String fileHeader(boolean withId) {
          throw new IllegalStateException("no header today");
        }
      };
    }
  }
}
