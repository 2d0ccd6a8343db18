package io.weir.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Encryption, certificates, users and access rules of a real mosquitto; brokers that are away. */
@Timeout(60)
class MqttSecurityTest {

  @TempDir static Path keys;
  private static Certificates certificates;

  @TempDir Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(keys);
  }

  @Test
  void shouldReceiveAndPublishOverTlsWithAClientCertificate() throws Exception {
    try (Mosquitto broker = startTls("require_certificate true");
        SourceRig source = SourceRig.start(withClientCertificate(broker, "site/+"));
        SinkRig sink = SinkRig.start(withClientCertificate(broker, "site/{site}"))) {
      source.context().awaitReport("UP receives 'site/+' (QoS 1) from ssl://127.0.0.1:");
      for (int i = 1; i <= 200; i++) {
        sink.add("s", i);
      }
      sink.runUntilConfirmed(200);
      source.run("all", () -> source.accepted().size() == 200);
    }
  }

  @Test
  void shouldSayThatTheCertificateIsNotTrusted() throws Exception {
    try (Mosquitto broker = startTls();
        SourceRig source = SourceRig.start(TestContext.of("url", tlsUrl(broker), "topic", "t"))) {
      source.context().awaitReport("shows a certificate that is not trusted");
      assertThat(source.context().reported("set tls.ca to its authority")).isTrue();
    }
  }

  @Test
  void shouldSayThatTheClientCertificateIsMissing() throws Exception {
    try (Mosquitto broker = startTls("require_certificate true");
        SourceRig source =
            SourceRig.start(
                TestContext.of(
                    "url", tlsUrl(broker), "topic", "t", "tls.ca", certificates.ca.toString()))) {
      source.context().awaitReport("DOWN");
      assertThat(source.context().reports().get(0)).contains("ssl://127.0.0.1:", "trying again");
    }
  }

  @Test
  void shouldSayThatThePortIsEncrypted() throws Exception {
    try (Mosquitto broker = startTls();
        SourceRig source = SourceRig.start(TestContext.of("url", broker.url(), "topic", "t"))) {
      source.context().awaitReport("whether it wants ssl://");
    }
  }

  @Test
  void shouldSayThatThePortIsNotEncrypted() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        SourceRig source = SourceRig.start(TestContext.of("url", tlsUrl(broker), "topic", "t"))) {
      source.context().awaitReport("whether it wants tcp://");
    }
  }

  @Test
  void shouldLogInWithUserAndPassword() throws Exception {
    try (Mosquitto broker = startWithUser();
        SourceRig right = SourceRig.start(withUser(broker, "secret"));
        SourceRig wrong =
            SourceRig.start(withUser(broker, "wrong").overriding("client-id", "wrong"))) {
      right.context().awaitReport("UP receives");
      wrong.context().awaitReport("DOWN");
      assertThat(wrong.context().reports().get(0))
          .containsAnyOf("refused user name or password", "does not authorise the user 'gw'")
          .doesNotContain("wrong;");
      MqttConnectOptions options = new MqttConnectOptions();
      options.setUserName("gw");
      options.setPassword("secret".toCharArray());
      try (Publisher device = new Publisher(broker.url(), options)) {
        device.publish("t", "a");
        right.run("a", () -> right.accepted().size() == 1);
      }
    }
  }

  @Test
  void shouldComeUpWhenTheBrokerDoes() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      broker.kill();
      try (SourceRig source = SourceRig.start(TestContext.of("url", broker.url(), "topic", "t"))) {
        source.context().awaitReport("DOWN nothing answers at " + broker.url());
        broker.restart();
        source.context().awaitReport("UP receives");
        broker.kill();
        source.context().awaitReport("closed the connection; trying again");
        broker.restart();
        try (Publisher device = new Publisher(broker.url())) {
          source
              .context()
              .await(
                  "the second time",
                  () ->
                      source.context().reports().stream()
                              .filter(report -> report.startsWith("UP"))
                              .count()
                          == 2);
          device.publish("t", "a");
          source.run("a", () -> source.accepted().size() == 1);
        }
      }
    }
  }

  @Test
  void shouldSayThatTheHostIsUnknown() throws Exception {
    try (SourceRig source =
        SourceRig.start(TestContext.of("url", "tcp://broker.invalid", "topic", "t"))) {
      source.context().awaitReport("the host of tcp://broker.invalid:1883 is unknown");
    }
  }

  private Mosquitto startTls(String... more) throws Exception {
    String[] settings = new String[more.length + 3];
    settings[0] = "cafile " + certificates.ca;
    settings[1] = "certfile " + certificates.serverCert;
    settings[2] = "keyfile " + certificates.serverKey;
    System.arraycopy(more, 0, settings, 3, more.length);
    return Mosquitto.start(folder, settings);
  }

  private static String tlsUrl(Mosquitto broker) {
    return "ssl://127.0.0.1:" + broker.port();
  }

  private static TestContext withClientCertificate(Mosquitto broker, String topic) {
    return TestContext.of(
        "url", tlsUrl(broker),
        "topic", topic,
        "tls.ca", certificates.ca.toString(),
        "tls.cert", certificates.clientCert.toString(),
        "tls.key", certificates.clientKey.toString());
  }

  private Mosquitto startWithUser() throws Exception {
    Path passwords = folder.resolve("passwords");
    Files.writeString(passwords, "gw:secret\n");
    new ProcessBuilder("mosquitto_passwd", "-U", passwords.toString())
        .start()
        .waitFor(10, TimeUnit.SECONDS);
    return Mosquitto.start(folder, "allow_anonymous false", "password_file " + passwords);
  }

  private static TestContext withUser(Mosquitto broker, String password) {
    return TestContext.of(
        "url", broker.url(), "topic", "t", "username", "gw", "password", password);
  }
}
