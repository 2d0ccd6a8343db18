package com.example.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.PipelineCases;
import io.weir.testkit.PipelineHarness;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HotMachinesTest {

  private static final Path FOLDER =
      Path.of("../../gateway-distribution/docs/examples/hot-machines");

  @TestFactory
  Stream<DynamicTest> shouldPassItsCases() {
    return PipelineCases.in(FOLDER).everyWay().tests();
  }

  @Test
  void shouldMoveToTheNewSite() throws Exception {
    try (PipelineHarness pipeline = PipelineHarness.open(FOLDER.resolve("pipeline.yaml"))) {
      pipeline.send("readings", "{\"device\":\"press-1\",\"seq\":1,\"ts\":1000,\"temp\":70}");
      pipeline.table("priorities", "device,priority,site\npress-1,5,south\n");
      pipeline.restart();
      pipeline.send("readings", "{\"device\":\"press-1\",\"seq\":2,\"ts\":2000,\"temp\":72}");
      pipeline.send("readings", "{\"device\":\"press-1\",\"seq\":3,\"ts\":12000,\"temp\":0}");

      assertThat(pipeline.rows("upstream"))
          .hasSize(2)
          .anySatisfy(row -> assertThat(row).contains("\"site\":\"north\",\"n\":1"))
          .anySatisfy(row -> assertThat(row).contains("\"site\":\"south\",\"n\":1"));
    }
  }
}
