package io.weir.connectors.socket;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines from a TCP peer on a thread of its own, which waits when the queue is full, so that
 * TCP holds the peer back. A plain socket remembers nothing: what was read and not committed when
 * the gateway stops is lost.
 */
final class SocketSource implements Source {

  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final long FIRST_BACK_OFF_MILLIS = 500;
  private static final long LAST_BACK_OFF_MILLIS = 30_000;

  private final ConnectorContext context;
  private final String host;
  private final int port;
  private final int maxLine;
  private final BlockingQueue<Received> queue;
  private @Nullable Thread thread;

  // Shared with the thread.
  private volatile boolean closed;
  private volatile @Nullable Socket socket;

  /** A line and when it came. */
  private record Received(LineReader.Line line, long micros) {}

  SocketSource(ConnectorContext context, String host, int port, int maxLine, int queueLines) {
    this.context = context;
    this.host = host;
    this.port = port;
    this.maxLine = maxLine;
    this.queue = new ArrayBlockingQueue<>(queueLines);
  }

  @Override
  public void restore(ByteBuffer position) {}

  @Override
  public void replay(ByteBuffer progress) {}

  @Override
  public void start() {
    Thread reader = new Thread(this::run, "weir-socket-" + context.name());
    reader.setDaemon(true);
    reader.start();
    thread = reader;
  }

  private void run() {
    long backOffMillis = FIRST_BACK_OFF_MILLIS;
    try {
      while (!closed) {
        String trouble;
        try {
          if (connectAndRead()) {
            backOffMillis = FIRST_BACK_OFF_MILLIS;
          }
          trouble = "the peer closed the connection";
        } catch (IOException e) {
          trouble = String.valueOf(e.getMessage());
        }
        if (closed) {
          return;
        }
        long waitMillis = backOffMillis / 2 + ThreadLocalRandom.current().nextLong(backOffMillis);
        backOffMillis = Math.min(backOffMillis * 2, LAST_BACK_OFF_MILLIS);
        context.report(
            Health.DOWN,
            "%s:%d: %s; connecting again in %d ms".formatted(host, port, trouble, waitMillis));
        TimeUnit.MILLISECONDS.sleep(waitMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** True if anything was received. */
  private boolean connectAndRead() throws IOException, InterruptedException {
    boolean any = false;
    try (Socket connection = new Socket()) {
      socket = connection;
      connection.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
      context.report(
          Health.UP,
          "connected to %s:%d; delivery is at most once, as a socket cannot repeat"
              .formatted(host, port));
      LineReader lines = new LineReader(connection.getInputStream(), maxLine);
      LineReader.Line line = lines.next();
      while (line != null && !closed) {
        queue.put(new Received(line, context.clock().epochMicros()));
        context.signal();
        any = true;
        line = lines.next();
      }
    } finally {
      socket = null;
    }
    return any;
  }

  @Override
  public int poll(Intake intake, int limit) {
    int count = 0;
    while (count < limit) {
      Received received = queue.poll();
      if (received == null) {
        break;
      }
      byte[] bytes = received.line().bytes();
      if (received.line().tooLong()) {
        String reason = "found a line of more than " + maxLine + " bytes, expected at most that";
        intake.reject(bytes, 0, Math.min(bytes.length, 1024), null, received.micros(), reason);
      } else {
        intake.accept(bytes, 0, bytes.length, null, received.micros());
      }
      count++;
    }
    return count;
  }

  @Override
  public void prepareCommit(ByteSink progress) {}

  @Override
  public void committed() {}

  @Override
  public void checkpoint(ByteSink position) {}

  @Override
  public void close() {
    closed = true;
    Thread reader = thread;
    if (reader != null) {
      reader.interrupt();
    }
    Socket connection = socket;
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException e) {
        context.report(Health.DEGRADED, "cannot close the connection: " + e.getMessage());
      }
    }
  }
}
