package com.example.embedded;

import io.weir.pipeline.Gateway;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.TypeRegistry;
import java.nio.file.Path;

/** Runs a pipeline file inside a program of one's own. */
public final class Main {

  public static void main(String[] arguments) throws Exception {
    TypeRegistry types = TypeRegistry.load();
    try (Gateway gateway = Gateway.open(Path.of("data"))) {
      Pipeline pipeline = PipelineFile.read(Path.of("beat.yaml"), types, gateway.variables());
      gateway.start(pipeline, types).forEach(System.err::println);
      System.in.read();
    }
  }
}
