package io.weir.connectors.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.Source;
import io.weir.connectors.Taken;
import io.weir.connectors.TestContext;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SocketSourceTest {

  @Test
  void shouldReadLinesAndConnectAgain() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TestContext context =
          new TestContext(
              Map.of("host", "127.0.0.1", "port", server.getLocalPort(), "max-record", 1024L));
      Source source = new SocketSourceType().open(context);
      source.start();
      try (Socket peer = server.accept()) {
        String text = "one\r\ntwo\n" + "x".repeat(5000) + "\nthree\nhalf";
        peer.getOutputStream().write(text.getBytes(UTF_8));
      }
      assertThat(lines(context, source, 4))
          .containsExactly(
              "one",
              "two",
              "!found a line of more than 1024 bytes, expected at most that",
              "three");
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write("four\n".getBytes(UTF_8));
        assertThat(lines(context, source, 1)).containsExactly("four");
      }
      source.close();
      assertThat(context.reports.get(0)).contains("UP connected to 127.0.0.1:", "at most once");
      assertThat(context.reports.get(1)).contains("the peer closed the connection; connecting");
    }
  }

  private static List<String> lines(TestContext context, Source source, int count)
      throws InterruptedException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count && context.signals.tryAcquire(10, TimeUnit.SECONDS)) {
      lines.addAll(Taken.all(source));
    }
    return lines;
  }
}
