package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.Replica;
import dev.shizuka.compile.Mark;
import dev.shizuka.plan.ObservedSilence;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The silences of a cluster, united over the members that could be read.
 *
 * @param silences pending and active ones, sorted by id; without foreign ones whose matchers cannot be understood here
 * @param marks of every silence that carries a mark, expired ones included, by id; an id that is absent is foreign
 * @param took how long the slowest member that answered took
 */
public record SilenceReading(List<ObservedSilence> silences, Map<String, Mark> marks, List<Replica> replicas,
    Duration took) {
  public SilenceReading {
    silences = List.copyOf(silences);
    marks = Map.copyOf(marks);
    replicas = List.copyOf(replicas);
  }
}
