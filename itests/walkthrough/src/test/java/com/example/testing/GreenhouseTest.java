package com.example.testing;

import com.example.greenhouse.DewPoint;
import com.example.greenhouse.PanelType;
import com.example.greenhouse.ProbeType;
import io.weir.pipeline.TypeRegistry;
import io.weir.testkit.PipelineCases;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GreenhouseTest {

  @TestFactory
  Stream<DynamicTest> shouldGiveTheSameRowsInEveryWay() {
    TypeRegistry types =
        TypeRegistry.builder()
            .source(new ProbeType())
            .sink(new PanelType())
            .function(new DewPoint(), "1")
            .aggregate(new Spread(), "1")
            .groupState(new Presence(), "1")
            .all(TypeRegistry.load())
            .build();
    return PipelineCases.in(Path.of("src/test/cases")).types(types).everyWay().tests();
  }
}
