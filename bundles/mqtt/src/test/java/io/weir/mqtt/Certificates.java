package io.weir.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An authority of our own with a server's and a client's certificate, made by openssl. */
final class Certificates {

  final Path ca;
  final Path serverCert;
  final Path serverKey;
  final Path clientCert;
  final Path clientKey;
  private final Path folder;

  Certificates(Path folder) throws Exception {
    this.folder = folder;
    this.ca = folder.resolve("ca.pem");
    this.serverCert = folder.resolve("server.pem");
    this.serverKey = folder.resolve("server.key");
    this.clientCert = folder.resolve("client.pem");
    this.clientKey = folder.resolve("client.key");
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test-ca",
        "-keyout ca.key -out ca.pem");
    sign("server", "rsa:2048", "subjectAltName=IP:127.0.0.1");
    sign("client", "ec -pkeyopt ec_paramgen_curve:P-256", "extendedKeyUsage=clientAuth");
  }

  private void sign(String name, String key, String extension) throws Exception {
    openssl(
        "req -newkey " + key + " -nodes -subj /CN=" + name,
        "-keyout %1$s.key -out %1$s.csr".formatted(name));
    Files.writeString(folder.resolve(name + ".ext"), extension + "\n");
    openssl(
        "x509 -req -days 2 -CA ca.pem -CAkey ca.key -CAcreateserial",
        "-in %1$s.csr -out %1$s.pem -extfile %1$s.ext".formatted(name));
  }

  private void openssl(String arguments, String files) throws Exception {
    List<String> command = Stream.of(("openssl " + arguments + " " + files).split(" ")).toList();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + ": " + Files.readString(folder.resolve("openssl.log")));
    }
  }
}
