package dev.shizuka.cli.demo.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** 500 hosts and 40 services of six teams. */
final class HistoryEstate {
  /** By the first part of a host's name, how many there are. */
  private static final List<Map.Entry<String, Integer>> HOSTS = List.of(Map.entry("web", 120), Map.entry("app", 160),
      Map.entry("db", 60), Map.entry("cache", 40), Map.entry("batch", 40), Map.entry("kafka", 20),
      Map.entry("node", 60));
  private static final List<Map.Entry<String, List<String>>> SERVICES = List.of(
      Map.entry("shop",
          List.of("storefront", "cart", "checkout", "catalogue", "pricing", "stock", "reviews", "wishlist", "coupons",
              "accounts")),
      Map.entry("payments",
          List.of("gateway", "ledger", "invoices", "refunds", "fraud", "payouts", "cards", "points")),
      Map.entry("search", List.of("query", "suggest", "indexer", "ranking", "spelling", "images")),
      Map.entry("data",
          List.of("ingest", "warehouse", "exports", "metrics", "events", "features", "forecast", "quality")),
      Map.entry("platform",
          List.of("registry", "builds", "secrets", "dns", "mail", "files", "proxy", "identity")));
  private static final Map<String, List<String>> PEOPLE = Map.of("infra",
      List.of("sato", "suzuki", "takahashi", "tanaka"), "shop", List.of("ito", "watanabe", "yamamoto", "nakamura"),
      "payments", List.of("kobayashi", "kato", "yoshida"), "search", List.of("yamada", "sasaki", "yamaguchi"), "data",
      List.of("matsumoto", "inoue", "kimura"), "platform", List.of("hayashi", "saito", "shimizu"));

  private HistoryEstate() {}

  static List<String> hosts() {
    List<String> hosts = new ArrayList<>();
    HOSTS.forEach(role -> hosts.addAll(hosts(role.getKey())));
    return hosts;
  }

  static List<String> hosts(String role) {
    int count = HOSTS.stream().filter(known -> known.getKey().equals(role)).findFirst().orElseThrow().getValue();
    return IntStream.rangeClosed(1, count).mapToObj(number -> String.format("%s-%03d", role, number)).toList();
  }

  static List<String> namespaces() {
    return SERVICES.stream().map(Map.Entry::getKey).toList();
  }

  /** Those of a namespace, which has one team. */
  static List<String> services(String namespace) {
    return SERVICES.stream().filter(known -> known.getKey().equals(namespace)).findFirst().orElseThrow().getValue();
  }

  /** Who is on call that week. */
  static String onCall(String namespace, long week) {
    List<String> people = PEOPLE.getOrDefault(namespace, List.of());
    return people.get((int) Math.floorMod(week, (long) people.size()));
  }
}
