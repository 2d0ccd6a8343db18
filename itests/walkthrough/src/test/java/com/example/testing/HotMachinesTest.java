package com.example.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.EveryWay;
import io.weir.testkit.PipelineCases;
import io.weir.testkit.PipelineHarness;
import io.weir.testkit.WeirPipeline;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@WeirPipeline(HotMachinesTest.FOLDER + "/pipeline.yaml")
class HotMachinesTest {

  static final String FOLDER = "../../gateway-distribution/docs/examples/hot-machines";

  @Test
  void shouldLeaveOutWhatCannotBeRead(PipelineHarness hot) {
    hot.send("readings", "{\"device\":\"press-1\",\"seq\":1,\"ts\":1000,\"temp\":\"hot\"}")
        .finish();

    assertThat(hot.rows("upstream")).isEmpty();
    assertThat(hot.rows("broken")).hasSize(1);
  }

  @EveryWay
  void shouldMoveToTheNewSite(PipelineHarness hot) {
    hot.send("readings", "{\"device\":\"press-1\",\"seq\":1,\"ts\":1000,\"temp\":70}");
    hot.table("priorities", "device,priority,site\npress-1,5,south\n");
    hot.send("readings", "{\"device\":\"press-1\",\"seq\":2,\"ts\":2000,\"temp\":72}");
    hot.send("readings", "{\"device\":\"press-1\",\"seq\":3,\"ts\":12000,\"temp\":0}");

    assertThat(hot.rows("upstream"))
        .hasSize(2)
        .anySatisfy(row -> assertThat(row).contains("\"site\":\"north\",\"n\":1"))
        .anySatisfy(row -> assertThat(row).contains("\"site\":\"south\",\"n\":1"));
  }

  @TestFactory
  Stream<DynamicTest> shouldPassItsCases() {
    return PipelineCases.in(Path.of(FOLDER)).everyWay().tests();
  }
}
