package dev.shizuka.backend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS from PEM texts. No message ever holds a part of them. */
public final class TlsContext {
  private TlsContext() {}

  /**
   * @param caPem whom to trust; absent: whom the JVM trusts
   * @param certificatePem the client's certificate and, after it, those that signed it
   * @param keyPem its key: PKCS#8, PKCS#1 or SEC1, without a password
   * @throws BackendException reason {@code CredentialsMissing} where a text is not what it should be
   */
  public static SSLContext of(Optional<String> caPem, Optional<String> certificatePem, Optional<String> keyPem)
      throws BackendException {
    if (certificatePem.isPresent() != keyPem.isPresent()) {
      throw Credentials.missing("a client certificate needs its key and a key its certificate: give both or neither");
    }
    try {
      TrustManager @Nullable [] trust = caPem.isPresent() ? trust(caPem.get()) : null;
      KeyManager @Nullable [] keys = certificatePem.isPresent() && keyPem.isPresent()
          ? keys(certificatePem.get(), keyPem.get())
          : null;
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException | IOException refused) {
      // Its message may quote what it was given.
      throw Credentials
          .missing(
              "certificate and key do not make a TLS client: check that they belong together, and that their type is"
                  + " RSA, EC or Ed25519");
    }
  }

  private static TrustManager[] trust(String pem) throws GeneralSecurityException, IOException, BackendException {
    KeyStore store = store();
    int number = 0;
    for (Certificate certificate : certificates("CA", pem)) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(String certificatePem, String keyPem)
      throws GeneralSecurityException, IOException, BackendException {
    Collection<? extends Certificate> chain = certificates("client", certificatePem);
    PrivateKey key = PrivateKeyPem.read(keyPem);
    KeyStore store = store();
    store.setKeyEntry("client", key, new char[0], chain.toArray(new Certificate[0]));
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static Collection<? extends Certificate> certificates(String title, String pem) throws BackendException {
    try {
      Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException notCertificates) {
      // Told below, as is an empty text.
    }
    throw Credentials
        .missing("the " + title + " certificate is not PEM: it must begin with -----BEGIN CERTIFICATE-----");
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
