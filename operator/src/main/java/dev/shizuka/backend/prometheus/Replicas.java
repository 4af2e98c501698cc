package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Replica;
import dev.shizuka.backend.prometheus.PrometheusClient.LoadedGroup;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The replicas of one backend during one sync: one that fails is left out from then on, the others go on. */
final class Replicas {
  private final List<PrometheusClient> all;
  private final Map<PrometheusClient, BackendException> failures = new ConcurrentHashMap<>();
  private final Map<PrometheusClient, String> versions;

  /** Asks each for its version. */
  Replicas(List<PrometheusClient> all) {
    this.all = List.copyOf(all);
    this.versions = each(all, PrometheusClient::version);
  }

  private interface Call<T> {
    T on(PrometheusClient client) throws BackendException;
  }

  List<PrometheusClient> reachable() {
    return all.stream().filter(client -> !failures.containsKey(client)).toList();
  }

  /** The title of the first that can be reached, for a message. */
  String first() {
    return reachable().stream().map(PrometheusClient::title).findFirst().orElse("Prometheus");
  }

  /** The failure of the first replica that failed. */
  Optional<BackendException> failure() {
    return all.stream().filter(failures::containsKey).map(failures::get).findFirst();
  }

  List<Replica> states() {
    return all.stream().map(client -> {
      BackendException failed = failures.get(client);
      return new Replica(client.url(), failed == null, versions.getOrDefault(client, ""),
          failed == null ? "" : failed.sentence());
    }).toList();
  }

  /** Reloads each; the titles of those that refuse. */
  List<String> reload(Collection<PrometheusClient> clients) {
    Map<PrometheusClient, Boolean> loaded = each(clients, PrometheusClient::reload);
    return all.stream().filter(client -> Boolean.FALSE.equals(loaded.get(client))).map(PrometheusClient::title)
        .toList();
  }

  /** The titles of those that go on with an old configuration because they refused a newer one. */
  List<String> refusing() {
    Map<PrometheusClient, Boolean> refuses = each(reachable(), PrometheusClient::refuses);
    return all.stream().filter(client -> Boolean.TRUE.equals(refuses.get(client))).map(PrometheusClient::title)
        .toList();
  }

  /** What each reachable one runs, in the order of the declaration. */
  Map<PrometheusClient, List<LoadedGroup>> rules() {
    Map<PrometheusClient, List<LoadedGroup>> read = each(reachable(), PrometheusClient::rules);
    Map<PrometheusClient, List<LoadedGroup>> ordered = new LinkedHashMap<>();
    all.stream().filter(read::containsKey).forEach(client -> ordered.put(client, read.getOrDefault(client, List.of())));
    return ordered;
  }

  /** Canonical texts from any reachable replica; absent ones could not be asked. */
  Map<String, PrometheusClient.Formatted> format(Collection<String> expressions) {
    Map<String, PrometheusClient.Formatted> answers = new TreeMap<>();
    for (PrometheusClient client : reachable()) {
      List<String> open = expressions.stream().filter(expression -> !answers.containsKey(expression)).toList();
      if (!open.isEmpty()) {
        answers.putAll(client.format(open));
      }
    }
    return answers;
  }

  private <T> Map<PrometheusClient, T> each(Collection<PrometheusClient> clients, Call<T> call) {
    Map<PrometheusClient, T> results = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (PrometheusClient client : clients) {
        threads.execute(() -> {
          try {
            results.put(client, call.on(client));
          } catch (BackendException failed) {
            failures.put(client, failed);
          } catch (IllegalArgumentException notHttp) {
            failures.put(client, new BackendException("AddressRefused", false,
                client.title() + " cannot be asked: that is not an http or https address"));
          }
        });
      }
    }
    return results;
  }
}
