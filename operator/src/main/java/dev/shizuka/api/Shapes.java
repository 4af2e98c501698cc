package dev.shizuka.api;

/** Patterns of the schema. Compile checks the same again, for old objects and directories that never met the schema. */
final class Shapes {
  /** A duration as Prometheus writes it. The empty text fits too: a minimal length goes with it. */
  static final String DURATION = "^(0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$";
  /** A name of a Kubernetes object. */
  static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";
  /** A URL of a server: no credentials, no query. */
  static final String SERVER_URL = "^https?://[^\\s/?#@]+(/[^\\s?#]*)?$";
  /** A name of a series, of the form that every Prometheus takes. */
  static final String SERIES_NAME = "^[a-zA-Z_:][a-zA-Z0-9_:]*$";

  private Shapes() {}
}
