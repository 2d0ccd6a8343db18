package io.weir.mqtt.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files that an encrypted connection needs. They are read for every connection, so that a
 * renewed certificate is taken up at the next one.
 *
 * @param ca the authorities to trust; none stands for those of the JVM
 * @param cert the client's certificate and its chain; none for no client certificate
 * @param key the private key of {@code cert}
 */
public record TlsFiles(Optional<Path> ca, Optional<Path> cert, Optional<Path> key) {

  private static final char[] NO_PASSWORD = {};

  /**
   * Reads the files.
   *
   * @return makes sockets that trust and present what the files say
   * @throws IOException if one cannot be used; names the file
   */
  public SSLSocketFactory socketFactory() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private TrustManager @Nullable [] trustManagers() throws IOException, GeneralSecurityException {
    if (ca.isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (X509Certificate certificate : Pem.certificates(ca.get())) {
      store.setCertificateEntry("ca" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
    if (cert.isEmpty() || key.isEmpty()) {
      return null;
    }
    List<X509Certificate> chain = Pem.certificates(cert.get());
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client", Pem.privateKey(key.get()), NO_PASSWORD, chain.toArray(new X509Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
