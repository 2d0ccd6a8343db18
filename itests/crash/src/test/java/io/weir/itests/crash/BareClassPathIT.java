package io.weir.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.connector.SinkType;
import io.weir.api.connector.SourceType;
import io.weir.api.connector.TableType;
import io.weir.api.format.FormatType;
import io.weir.pipeline.Gateway;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.pipeline.VirtualRun;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All of Weir but the bundle {@code osgi}, on a class path without any framework. */
class BareClassPathIT {

  @TempDir private Path folder;

  @Test
  void shouldRunAPipelineOnFiles() throws Exception {
    Files.writeString(folder.resolve("in.jsonl"), SmallRun.INPUT);
    Files.writeString(folder.resolve("priorities.csv"), SmallRun.TABLE);
    Files.writeString(folder.resolve("small.yaml"), SmallRun.PIPELINE);
    Path out = folder.resolve("out.jsonl");
    var pipeline =
        PipelineFile.read(
            folder.resolve("small.yaml"), TypeRegistry.load(), Variables.system("here"));
    VirtualRun.of(pipeline).input("readings", folder.resolve("in.jsonl")).output("up", out).run();
    assertThat(Files.readAllLines(out)).isEqualTo(SmallRun.ROWS);
  }

  @Test
  void shouldFindEveryTypeAsAService() {
    TypeRegistry types = TypeRegistry.load();
    assertThat(types.sources())
        .extracting(SourceType::name)
        .contains("file", "mqtt", "rate", "socket");
    assertThat(types.sinks())
        .extracting(SinkType::name)
        .contains("console", "file", "memory", "mqtt");
    assertThat(types.tables()).extracting(TableType::name).contains("csv", "json");
    assertThat(types.formats()).extracting(FormatType::name).contains("csv", "json", "text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.weir.api.Clock",
        "io.weir.connectors.file.FileSourceType",
        "io.weir.engine.run.PipelineEngine",
        "io.weir.formats.json.JsonFormat",
        "io.weir.mqtt.MqttSourceType",
        "io.weir.operators.Rows",
        "io.weir.pipeline.Gateway",
        "io.weir.shell.control.ControlServer",
        "io.weir.sql.SqlCompiler",
        "io.weir.store.DataFolder",
      })
  void shouldLoadEveryClassOfABundleWithoutAFramework(String oneOfThem) throws Exception {
    assertThatThrownBy(() -> Class.forName("org.osgi.framework.Bundle"))
        .isInstanceOf(ClassNotFoundException.class);
    List<String> names = classesBeside(Class.forName(oneOfThem));
    assertThat(names).contains(oneOfThem);
    for (String name : names) {
      // Resolving the members needs every type that they name.
      assertThat(Class.forName(name, true, Gateway.class.getClassLoader()).getDeclaredMethods())
          .as(name)
          .isNotNull();
    }
  }

  private static List<String> classesBeside(Class<?> type) throws IOException, URISyntaxException {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        return names(files.map(file -> place.relativize(file).toString()));
      }
    }
    try (JarFile jar = new JarFile(place.toFile())) {
      return names(jar.stream().map(entry -> entry.getName()));
    }
  }

  private static List<String> names(Stream<String> files) {
    return files
        .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
        .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
        .toList();
  }
}
