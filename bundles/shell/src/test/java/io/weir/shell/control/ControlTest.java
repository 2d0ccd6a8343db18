package io.weir.shell.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldRunACommandInTheGatewayAndBringBackItsOutputAndStatus() throws Exception {
    CommandRunner echo =
        (arguments, to, errors) -> {
          to.println(String.join("|", arguments));
          errors.println("careful \"now\" ü");
          return 7;
        };
    try (ControlServer server = ControlServer.open(folder, echo)) {
      assertThat(run("status", "--json", "a b\n")).isEqualTo(7);
      assertThat(out.toString()).isEqualTo("status|--json|a b\n" + System.lineSeparator());
      assertThat(err.toString()).isEqualTo("careful \"now\" ü" + System.lineSeparator());
      assertThat(server).isNotNull();
    }
  }

  @Test
  void shouldKeepEverybodyElseOut() throws Exception {
    try (ControlServer server = ControlServer.open(folder, (a, o, e) -> 0)) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(ControlProtocol.SOCKET)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(server).isNotNull();
    }
    assertThat(folder.resolve(ControlProtocol.SOCKET)).doesNotExist();
  }

  @Test
  void shouldSayThatNoGatewayRuns() {
    assertThat(run("status")).isEqualTo(ControlClient.NOT_RUNNING);
    assertThat(err.toString()).contains("no gateway runs here").contains("weir start");
  }

  @Test
  void shouldReplaceTheSocketOfAKilledGateway() throws Exception {
    ControlServer killed = ControlServer.open(folder, (a, o, e) -> 1);
    try (ControlServer server = ControlServer.open(folder, (a, o, e) -> 2)) {
      assertThat(run("status")).isEqualTo(2);
      assertThat(server).isNotNull();
    }
    killed.close();
  }

  private int run(String... arguments) {
    PrintWriter to = new PrintWriter(out);
    PrintWriter errors = new PrintWriter(err);
    int status = new ControlClient(folder).run(List.of(arguments), to, errors);
    to.flush();
    errors.flush();
    return status;
  }
}
