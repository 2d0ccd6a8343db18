package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.embedded.HotMachines;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pipeline of java.md is that of the demo. */
class PipelineInJavaIT {

  private static final Path FILE =
      Repository.ROOT.resolve(
          "device-simulator/src/main/resources/io/weir/simulator/demo/hot-machines.yaml");

  @Test
  void shouldBeThePipelineOfTheFile() throws Exception {
    TypeRegistry types = TypeRegistry.load();
    Variables variables = Variables.of(Map.of(), "edge-17");
    Pipeline written = PipelineFile.read(FILE, types, variables);

    Pipeline built = HotMachines.builder(types).build(variables, written.folder());

    assertThat(built.explain()).isEqualTo(written.explain());
    assertThat(built.fingerprint()).isEqualTo(written.fingerprint());
  }
}
