package io.weir.shell.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands on a Unix domain socket in the data folder. The socket belongs to the user who
 * runs the gateway: the file system keeps everybody else out.
 *
 * <p>Threads: one that accepts, and one a command.
 */
public final class ControlServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  private final Path socket;
  private final ServerSocketChannel server;
  private final CommandRunner runner;

  private ControlServer(Path socket, ServerSocketChannel server, CommandRunner runner) {
    this.socket = socket;
    this.server = server;
    this.runner = runner;
  }

  /**
   * Opens the socket and begins to take commands. One that a killed gateway left is replaced: the
   * caller holds the lock of the data folder.
   *
   * @param dataFolder where the socket is to stand
   * @param runner runs the commands
   * @return closed by the caller
   * @throws IOException if the socket cannot be opened, such as a path over about 100 bytes
   */
  public static ControlServer open(Path dataFolder, CommandRunner runner) throws IOException {
    Path socket = dataFolder.resolve(ControlProtocol.SOCKET);
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "control socket %s: %s; expected a path of less than about 100 bytes on a local file system"
              .formatted(socket, e.getMessage()),
          e);
    }
    ControlServer control = new ControlServer(socket, server, runner);
    Thread thread = new Thread(control::accept, "weir-control");
    thread.setDaemon(true);
    thread.start();
    return control;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread thread = new Thread(() -> serve(client), "weir-command");
        thread.setDaemon(true);
        thread.start();
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException e) {
        LOG.warn("Control socket {}: {}", socket, e.getMessage());
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
        Writer answer = Channels.newWriter(client, StandardCharsets.UTF_8)) {
      String line = in.readLine();
      if (line == null) {
        return;
      }
      PrintWriter out = new PrintWriter(new AnswerWriter(ControlProtocol.OUT, answer));
      PrintWriter err = new PrintWriter(new AnswerWriter(ControlProtocol.ERR, answer));
      int status = runner.run(ControlProtocol.texts(line), out, err);
      out.flush();
      err.flush();
      answer.write(ControlProtocol.line(List.of(ControlProtocol.EXIT, Integer.toString(status))));
    } catch (IOException e) {
      LOG.debug("A command's client went away: {}", e.getMessage());
    }
  }
}
