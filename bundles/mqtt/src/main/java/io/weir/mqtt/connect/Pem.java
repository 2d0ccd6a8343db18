package io.weir.mqtt.connect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys in PEM (RFC 7468), keys in PKCS#8. */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private Pem() {}

  /** All certificates of a file, at least one, in its order. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher block = BLOCK.matcher(read(file));
      while (block.find()) {
        if (block.group(1).equals("CERTIFICATE")) {
          byte[] der = decode(file, block.group(2));
          certificates.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
      }
    } catch (CertificateException e) {
      throw new IOException(file + ": holds a certificate that cannot be read: " + e.getMessage());
    }
    if (certificates.isEmpty()) {
      throw new IOException(
          file + ": holds no certificate; expected PEM with '-----BEGIN CERTIFICATE-----'");
    }
    return certificates;
  }

  /** The private key of a file. */
  static PrivateKey privateKey(Path file) throws IOException {
    Matcher block = BLOCK.matcher(read(file));
    while (block.find()) {
      String label = block.group(1);
      if (label.equals("PRIVATE KEY")) {
        return key(file, decode(file, block.group(2)));
      }
      if (label.endsWith("PRIVATE KEY")) {
        throw new IOException(
            "%s: holds a '%s'; expected an unencrypted PKCS#8 key. Convert it: openssl pkcs8"
                    .formatted(file, label)
                + " -topk8 -nocrypt -in OLD -out NEW");
      }
    }
    throw new IOException(
        file + ": holds no private key; expected PEM with '-----BEGIN PRIVATE KEY-----'");
  }

  private static PrivateKey key(Path file, byte[] der) throws IOException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // a key of another algorithm
      } catch (GeneralSecurityException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
    }
    throw new IOException(
        "%s: holds a private key of an unknown kind; expected one of %s"
            .formatted(file, String.join(", ", KEY_ALGORITHMS)));
  }

  private static byte[] decode(Path file, String base64) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": is damaged: " + e.getMessage(), e);
    }
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": is not there; expected a PEM file", e);
    }
  }
}
