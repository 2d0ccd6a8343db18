package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cases that ship with the documentation, run as testing.md says. */
class CasesIT {

  private static final Path CASES = Repository.DISTRIBUTION.resolve("docs/examples");

  @Test
  void shouldPass() throws Exception {
    assertThat(test()).isEqualTo("4 cases passed");
  }

  @Test
  void shouldPassWhenRestartedAfterEveryRecord() throws Exception {
    assertThat(test("--restart", "every")).isEqualTo("4 cases passed; restarts: every record");
  }

  @Test
  void shouldPassWhenRestartedAfterEveryRecordAndSinksRefuseEverySecond() throws Exception {
    assertThat(test("--restart", "every", "--back-pressure"))
        .isEqualTo("4 cases passed; restarts: every record; back-pressure");
  }

  private static String test(String... more) throws Exception {
    String[] command = new String[3 + more.length];
    command[0] = Repository.DISTRIBUTION.resolve("bin/weir").toString();
    command[1] = "test";
    command[2] = CASES.toString();
    System.arraycopy(more, 0, command, 3, more.length);
    try (RunningProcess process = RunningProcess.start(CASES, Map.of(), command)) {
      String line = process.await(text -> text.contains("passed"));
      assertThat(process.awaitExit()).isZero();
      return line;
    }
  }
}
