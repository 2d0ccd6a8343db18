package io.weir.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A broker whose every byte the test writes: for what no real broker does when it is asked to. */
public final class ScriptedBroker implements AutoCloseable {

  public static final int CONNECT = 0x10;
  public static final int PUBLISH_QOS1 = 0x32;
  public static final int PUBACK = 0x40;
  public static final int SUBSCRIBE = 0x82;
  public static final int UNSUBSCRIBE = 0xA2;
  public static final int PINGREQ = 0xC0;
  public static final int DISCONNECT = 0xE0;

  private final ServerSocket server;

  public ScriptedBroker() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(20_000);
  }

  public String url() {
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  /** Waits for a connection and its CONNECT, unanswered. */
  public Connection accept() throws IOException {
    Connection connection = new Connection(server.accept());
    connection.expect(CONNECT);
    return connection;
  }

  /** Waits for a connection, and accepts it and its subscription. */
  public Connection acceptSubscriber(boolean sessionPresent) throws IOException {
    Connection connection = accept();
    connection.connack(sessionPresent, 0);
    if (!sessionPresent) {
      connection.suback(1);
    }
    return connection;
  }

  /** A bare connection, nothing read. */
  public Socket acceptSocket() throws IOException {
    return server.accept();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** A packet: type with flags, and what stands behind the length. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Packet(int type, byte[] body) {
    public int id() {
      return (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
    }
  }

  /** One connection. */
  public static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
      this.in = new DataInputStream(socket.getInputStream());
    }

    public Packet read() throws IOException {
      int type = in.readUnsignedByte();
      int length = 0;
      int shift = 0;
      int part;
      do {
        part = in.readUnsignedByte();
        length |= (part & 0x7F) << shift;
        shift += 7;
      } while ((part & 0x80) != 0);
      byte[] body = new byte[length];
      in.readFully(body);
      return new Packet(type, body);
    }

    /** The next packet, which must be of a type; pings are answered on the way. */
    public Packet expect(int type) throws IOException {
      Packet packet = read();
      while (packet.type() == PINGREQ) {
        write(0xD0, 0x00);
        packet = read();
      }
      if (packet.type() != type) {
        throw new AssertionError("expected packet %02x, found %02x".formatted(type, packet.type()));
      }
      return packet;
    }

    public void expectPuback(int id) throws IOException {
      int found = expect(PUBACK).id();
      if (found != id) {
        throw new AssertionError("expected PUBACK of %d, found %d".formatted(id, found));
      }
    }

    public void expectEnd() throws IOException {
      try {
        Packet packet = read();
        throw new AssertionError("expected the end, found %02x".formatted(packet.type()));
      } catch (EOFException | java.net.SocketException e) {
        // as it should be
      }
    }

    public void connack(boolean sessionPresent, int code) throws IOException {
      write(0x20, 0x02, sessionPresent ? 1 : 0, code);
    }

    /** Waits for SUBSCRIBE and answers. */
    public void suback(int granted) throws IOException {
      int id = expect(SUBSCRIBE).id();
      write(0x90, 0x03, id >> 8, id, granted);
    }

    /** Waits for UNSUBSCRIBE, answers, returns the filter. */
    public String unsuback() throws IOException {
      Packet packet = expect(UNSUBSCRIBE);
      write(0xB0, 0x02, packet.id() >> 8, packet.id());
      return new String(packet.body(), 4, packet.body().length - 4, StandardCharsets.UTF_8);
    }

    public void puback(int id) throws IOException {
      write(0x40, 0x02, id >> 8, id);
    }

    /** PUBLISH with QoS 1. */
    public void publish(int id, boolean dup, String topic, String payload) throws IOException {
      byte[] name = topic.getBytes(StandardCharsets.UTF_8);
      byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.write(dup ? 0x3A : 0x32); // type 3, DUP, QoS 1
      packet.write(2 + name.length + 2 + bytes.length); // remaining length, below 128
      packet.write(name.length >> 8);
      packet.write(name.length);
      packet.writeBytes(name);
      packet.write(id >> 8);
      packet.write(id);
      packet.writeBytes(bytes);
      socket.getOutputStream().write(packet.toByteArray());
    }

    public void write(int... bytes) throws IOException {
      byte[] packet = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        packet[i] = (byte) bytes[i];
      }
      socket.getOutputStream().write(packet);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
