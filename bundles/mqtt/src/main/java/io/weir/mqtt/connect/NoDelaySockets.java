package io.weir.mqtt.connect;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Socket factories that switch Nagle's algorithm off, which Paho never does (2.2k instead of 33k
 * messages a second at a window of 100), and tell whom it concerns of each socket, so that a
 * connection can be cut without asking the client library.
 */
final class NoDelaySockets {

  private NoDelaySockets() {}

  static SocketFactory plain(Consumer<Socket> made, BooleanSupplier mayRead) {
    return new Plain(SocketFactory.getDefault(), made, mayRead);
  }

  /** Paho insists on the type for {@code ssl://}. */
  static SSLSocketFactory tls(SSLSocketFactory factory, Consumer<Socket> made) {
    return new Tls(factory, made);
  }

  private static Socket prepared(Socket socket, Consumer<Socket> made) throws IOException {
    socket.setTcpNoDelay(true);
    made.accept(socket);
    return socket;
  }

  /**
   * Reads ahead, and pauses. Paho reads the header of each packet byte by byte, which are two or
   * three system calls a message where one serves many messages; TLS reads whole records anyway. A
   * pause is what a slow network would do: it lets TCP hold back a broker that exceeds its window,
   * and is too short for the keep-alive to notice.
   */
  private static final class Buffered extends Socket {
    private static final int BUFFER = 16_384;

    private final BooleanSupplier mayRead;
    private @Nullable InputStream input;

    Buffered(BooleanSupplier mayRead) {
      this.mayRead = mayRead;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      InputStream present = input;
      if (present == null) {
        Nudge.along(Thread.currentThread());
        present = new BufferedInputStream(new Pausing(super.getInputStream()), BUFFER);
        input = present;
      }
      return present;
    }

    private final class Pausing extends FilterInputStream {
      private static final int MOST_PAUSES = 500;
      private static final long PAUSE_NANOS = 1_000_000;

      Pausing(InputStream in) {
        super(in);
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        for (int i = 0; i < MOST_PAUSES && !isClosed() && !mayRead.getAsBoolean(); i++) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        return super.read(target, offset, length);
      }
    }
  }

  private static final class Plain extends SocketFactory {
    private final SocketFactory factory;
    private final Consumer<Socket> made;
    private final BooleanSupplier mayRead;

    Plain(SocketFactory factory, Consumer<Socket> made, BooleanSupplier mayRead) {
      this.factory = factory;
      this.made = made;
      this.mayRead = mayRead;
    }

    /** The one that Paho calls. */
    @Override
    public Socket createSocket() throws IOException {
      return prepared(new Buffered(mayRead), made);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return prepared(factory.createSocket(host, port), made);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
        throws IOException, UnknownHostException {
      return prepared(factory.createSocket(host, port, localHost, localPort), made);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return prepared(factory.createSocket(host, port), made);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return prepared(factory.createSocket(host, port, localHost, localPort), made);
    }
  }

  private static final class Tls extends SSLSocketFactory {
    private final SSLSocketFactory factory;
    private final Consumer<Socket> made;

    Tls(SSLSocketFactory factory, Consumer<Socket> made) {
      this.factory = factory;
      this.made = made;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return factory.getSupportedCipherSuites();
    }

    /** The one that Paho calls. */
    @Override
    public Socket createSocket() throws IOException {
      Thread connecting = Thread.currentThread();
      Socket socket = prepared(factory.createSocket(), made);
      if (socket instanceof SSLSocket tls) {
        tls.addHandshakeCompletedListener(event -> Nudge.along(connecting));
      }
      return socket;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
        throws IOException {
      return prepared(factory.createSocket(socket, host, port, autoClose), made);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return prepared(factory.createSocket(host, port), made);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return prepared(factory.createSocket(host, port, localHost, localPort), made);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return prepared(factory.createSocket(host, port), made);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return prepared(factory.createSocket(host, port, localHost, localPort), made);
    }
  }
}
