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
  /** A weekday or a range of them. */
  static final String WEEKDAYS = "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$";
  /** A date or a range of dates. */
  static final String DATES = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2})?$";
  /** A time of day. */
  static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
  /** A time of day, or the end of the day. */
  static final String END_TIME = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";

  /** Five fields of a cron line: minute, hour, day of the month, month, day of the week. */
  static final String CRON = "^[^\\s]+( +[^\\s]+){4}$";
  /** A date. */
  static final String DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

  /** A label's name, of the form that every Prometheus takes. */
  static final String LABEL_NAME = "^[a-zA-Z_][a-zA-Z0-9_]*$";
  /** The value of a label of a Kubernetes object. */
  static final String LABEL_VALUE = "^([a-zA-Z0-9]([-a-zA-Z0-9_.]*[a-zA-Z0-9])?)?$";
  /** A SHA-256. */
  static final String DIGEST = "^[0-9a-f]{64}$";

  private Shapes() {}
}
