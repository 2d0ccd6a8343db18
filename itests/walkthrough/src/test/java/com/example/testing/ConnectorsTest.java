package com.example.testing;

import com.example.greenhouse.PanelType;
import com.example.greenhouse.ProbeType;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.testkit.SinkHarness;
import io.weir.testkit.SourceHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorsTest {

  @TempDir Path folder;

  @Test
  void shouldKeepTheLawOfSources() throws Exception {
    Path file = Files.writeString(folder.resolve("celsius"), "21.5");

    SourceHarness.of(new ProbeType(), run -> "path: " + file + "\nevery: 1ms")
        .atMostOnce()
        .endless()
        .expect("21.5", "21.5", "21.5");
  }

  @Test
  void shouldKeepTheLawOfSinks() throws Exception {
    SinkHarness.of(new PanelType(), Schema.of(Field.of("dew", DataType.DOUBLE)), this::panel)
        .row(15.0)
        .row(15.5)
        .row(14.5)
        .expect("{\"dew\":14.5}");
  }

  private SinkHarness.Target panel(int run) {
    Path file = folder.resolve("panel-" + run);
    return new SinkHarness.Target(
        "path: " + file, () -> Files.exists(file) ? Files.readAllLines(file) : List.of());
  }
}
