package io.weir.simulator.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A relay in front of a broker that cuts a connection when a number of bytes went up. */
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int brokerPort;
  private final int cutAfterBytes;
  private final List<Socket> sockets = new ArrayList<>();

  CuttingProxy(int brokerPort, int cutAfterBytes) throws IOException {
    this.brokerPort = brokerPort;
    this.cutAfterBytes = cutAfterBytes;
    this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start(this::acceptAll);
  }

  String url() {
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  /** Cuts every connection there is. */
  synchronized void cutAll() {
    sockets.forEach(CuttingProxy::cut);
    sockets.clear();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket broker = new Socket("127.0.0.1", brokerPort);
        synchronized (this) {
          sockets.add(client);
          sockets.add(broker);
        }
        start(() -> relay(client, broker, cutAfterBytes));
        start(() -> relay(broker, client, Integer.MAX_VALUE));
      }
    } catch (IOException e) {
      // The proxy is closed.
    }
  }

  private static void relay(Socket from, Socket to, int limit) {
    byte[] buffer = new byte[1000];
    long total = 0;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0 && total < limit; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        total += n;
      }
    } catch (IOException e) {
      // One side is gone; so goes the other.
    }
    cut(from);
    cut(to);
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cutAll();
  }
}
