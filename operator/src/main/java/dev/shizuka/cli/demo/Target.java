package dev.shizuka.cli.demo;

/**
 * One thing that Prometheus scrapes: a host by its exporter, or a service on a host.
 *
 * @param job label {@code job}
 * @param node the host it is, or is on
 * @param namespace label {@code namespace}; empty for a host
 */
record Target(String job, String node, String namespace) {
  static final String HOST_JOB = "node-exporter";

  static Target host(String name) {
    return new Target(HOST_JOB, name, "");
  }

  boolean host() {
    return job.equals(HOST_JOB);
  }

  /** Label {@code instance}. */
  String instance() {
    return host() ? node : node + ":" + job;
  }

  /** Where its metrics are served. */
  String path() {
    return host() ? "/hosts/" + node + "/metrics" : "/hosts/" + node + "/" + job + "/metrics";
  }
}
