package io.weir.shell.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sends commands to a running gateway. */
public final class ControlClient implements CommandRunner {

  /** The exit status when no gateway runs. */
  public static final int NOT_RUNNING = 3;

  private final Path socket;

  /**
   * A client of the gateway with a data folder.
   *
   * @param dataFolder the gateway's
   */
  public ControlClient(Path dataFolder) {
    this.socket = dataFolder.resolve(ControlProtocol.SOCKET);
  }

  @Override
  public int run(List<String> arguments, PrintWriter out, PrintWriter err) {
    if (!Files.exists(socket)) {
      err.println("weir: no gateway runs here: " + socket + " is not there. Start one: weir start");
      return NOT_RUNNING;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        BufferedReader answer =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        Writer request = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
      request.write(ControlProtocol.line(arguments));
      request.flush();
      return relay(answer, out, err);
    } catch (ConnectException e) {
      err.println("weir: no gateway runs here: nobody answers at " + socket);
      return NOT_RUNNING;
    } catch (SocketException e) {
      err.println("weir: the gateway at " + socket + " cannot be reached: " + e.getMessage());
      return NOT_RUNNING;
    } catch (IOException e) {
      err.println("weir: the gateway at " + socket + " broke off: " + e.getMessage());
      return 1;
    }
  }

  private static int relay(BufferedReader answer, PrintWriter out, PrintWriter err)
      throws IOException {
    String line = answer.readLine();
    while (line != null) {
      List<String> texts = ControlProtocol.texts(line);
      switch (texts.get(0)) {
        case ControlProtocol.OUT -> {
          out.print(texts.get(1));
          out.flush();
        }
        case ControlProtocol.ERR -> {
          err.print(texts.get(1));
          err.flush();
        }
        default -> {
          return Integer.parseInt(texts.get(1));
        }
      }
      line = answer.readLine();
    }
    throw new IOException("its answer has no exit status");
  }
}
