package dev.shizuka.engine;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.catalog.Declared;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Backends with the same Alertmanager: they share one loop. Sorted by id. */
record Cluster(List<Declared<MonitoringBackendSpec>> backends, Set<String> urls) {
  Cluster {
    backends = List.copyOf(backends);
    urls = Collections.unmodifiableSet(new TreeSet<>(urls));
  }

  /** Backends that share a member stand together. */
  static List<Cluster> group(List<Declared<MonitoringBackendSpec>> backends) {
    List<Cluster> clusters = new ArrayList<>();
    for (Declared<MonitoringBackendSpec> backend : backends) {
      Cluster merged = new Cluster(List.of(backend), members(backend.spec()));
      for (Cluster other : List.copyOf(clusters)) {
        if (other.shares(merged)) {
          clusters.remove(other);
          merged = other.with(merged);
        }
      }
      clusters.add(merged);
    }
    return clusters;
  }

  private static Set<String> members(MonitoringBackendSpec spec) {
    Set<String> urls = new TreeSet<>();
    if (spec.alertmanager() != null) {
      spec.alertmanager().urls().forEach(url -> urls.add(url.replaceAll("/+$", "")));
    }
    return urls;
  }

  private Cluster with(Cluster other) {
    List<Declared<MonitoringBackendSpec>> all = new ArrayList<>(backends);
    all.addAll(other.backends);
    Set<String> allUrls = new TreeSet<>(urls);
    allUrls.addAll(other.urls);
    return new Cluster(all, allUrls);
  }

  Declared<MonitoringBackendSpec> first() {
    return backends.getFirst();
  }

  List<String> names() {
    return backends.stream().map(backend -> backend.id().name()).toList();
  }

  /** What the ledger and messages call it: the first backend's name. */
  String title() {
    return first().id().name();
  }

  /** Equal for clusters that the same loop can serve; other credentials make no other loop. */
  String key() {
    return names() + " " + urls;
  }

  boolean shares(Cluster other) {
    return !Collections.disjoint(urls, other.urls);
  }
}
