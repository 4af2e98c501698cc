package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.Replica;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The members of one Alertmanager cluster. Reads ask all of them at once and unite what they say; a write goes to one, and to the next where that
 * one is away, for silences are gossiped.
 */
public final class AlertmanagerCluster implements AutoCloseable {
  private final List<AlertmanagerClient> members;
  /** The member that took the last write: one that is away is not asked first each time. */
  private volatile int preferred;

  /** @param members at least one; closed with this cluster */
  public AlertmanagerCluster(List<Http> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a cluster has at least one member");
    }
    this.members = members.stream().map(AlertmanagerClient::new).toList();
  }

  /** What every member shows, one element each, in the order of the members. A member that is away does not fail the others. */
  public List<MemberLook> look() throws BackendException {
    return everyone(member -> new Seen(member.status(), member.alerts())).stream().map(Attempt::toLook).toList();
  }

  private record Seen(ServerStatus status, List<ObservedAlert> alerts) {}

  /**
   * The silences of all members that can be read, by id: what only one member knows is gossip on its way.
   *
   * @throws BackendException if no member can be read
   */
  public SilenceReading silences() throws BackendException {
    List<Attempt<Listed>> attempts = everyone(member -> new Listed(member.status(), member.silences()));
    if (attempts.stream().noneMatch(attempt -> attempt.value.isPresent())) {
      throw attempts.getFirst().failure.orElseThrow();
    }
    Map<String, SilenceJson.Entry> newest = new TreeMap<>();
    attempts.stream().flatMap(attempt -> attempt.value.stream()).flatMap(listed -> listed.silences.stream()).forEach(
        entry -> newest.merge(entry.id(), entry, (one, two) -> two.updatedAt().isAfter(one.updatedAt()) ? two : one));
    Duration took = attempts.stream().filter(attempt -> attempt.value.isPresent()).map(Attempt::took)
        .max(Duration::compareTo).orElse(Duration.ZERO);
    return new SilenceReading(current(newest.values()), marks(newest.values()),
        attempts.stream().map(AlertmanagerCluster::replica).toList(), took);
  }

  private record Listed(ServerStatus status, List<SilenceJson.Entry> silences) {}

  private static List<ObservedSilence> current(Collection<SilenceJson.Entry> entries) {
    return entries.stream().flatMap(entry -> entry.silence().stream())
        .filter(silence -> silence.state() != ObservedSilence.State.EXPIRED).toList();
  }

  private static Map<String, Mark> marks(Collection<SilenceJson.Entry> entries) {
    Map<String, Mark> marks = new HashMap<>();
    entries.forEach(entry -> entry.mark().ifPresent(mark -> marks.put(entry.id(), mark)));
    return marks;
  }

  private static Replica replica(Attempt<Listed> attempt) {
    return new Replica(attempt.member.url(), attempt.value.isPresent(),
        attempt.value.map(listed -> listed.status.version()).orElse(""),
        attempt.failure.map(BackendException::sentence).orElse(""));
  }

  /** What configuration every member runs with, in the order of the members. A member that is away does not fail the others. */
  List<MemberConfiguration> configurations() throws BackendException {
    return everyone(member -> new MemberConfiguration.Shown(Optional.empty(), member.status())).stream()
        .map(AlertmanagerCluster::configuration).toList();
  }

  /** Makes every member read its configuration again; what each runs with then. */
  List<MemberConfiguration> reload() throws BackendException {
    return everyone(member -> new MemberConfiguration.Shown(member.reload(), member.status())).stream()
        .map(AlertmanagerCluster::configuration).toList();
  }

  private static MemberConfiguration configuration(Attempt<MemberConfiguration.Shown> attempt) {
    return new MemberConfiguration(attempt.member.url(), attempt.value, attempt.failure);
  }

  /**
   * The groups of one member, without what is silenced or inhibited.
   *
   * @param url one of the members'
   */
  public List<AlertGroup> unsilencedGroups(String url) throws BackendException {
    for (AlertmanagerClient member : members) {
      if (member.url().equals(url)) {
        return member.unsilencedGroups();
      }
    }
    throw new IllegalArgumentException("no member " + url);
  }

  /**
   * Fires or ends alerts at every member, for alerts are not gossiped.
   *
   * @throws BackendException what the first member said that did not take them; all others have got them
   */
  public void fire(List<PostedAlert> alerts) throws BackendException {
    String body = AlertJson.write(alerts);
    List<Attempt<Boolean>> attempts = everyone(member -> {
      member.fire(body);
      return true;
    });
    Optional<BackendException> failure = attempts.stream().flatMap(attempt -> attempt.failure.stream()).findFirst();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** Makes a silence; returns its id. */
  String create(Silence silence) throws BackendException {
    String body = SilenceJson.write(Optional.empty(), silence, silence.startsAt());
    return inTurn(member -> member.post(body)).orElseThrow(() -> new BackendException("BadReply", true,
        "Alertmanager answered that a new silence does not exist: check what listens at its address"));
  }

  /**
   * Changes a silence; returns the id it has now, which may be another. The start that Alertmanager stored is echoed, for an active
   * silence with another start would be ended and made anew. One that nobody knows any more is made anew.
   */
  String update(ObservedSilence observed, Silence silence) throws BackendException {
    boolean echo = observed.state() == ObservedSilence.State.ACTIVE
        && !silence.startsAt().isAfter(observed.startsAt());
    Instant startsAt = echo ? observed.startsAt() : silence.startsAt();
    String body = SilenceJson.write(Optional.of(observed.id()), silence, startsAt);
    Optional<String> id = inTurn(member -> member.post(body));
    return id.isPresent() ? id.get() : create(silence);
  }

  /** Ends a silence. One that no member knows has ended already. */
  void expire(String id) throws BackendException {
    inTurn(member -> member.expire(id));
  }

  /** Something asked of one member. */
  private interface Call<T> {
    T to(AlertmanagerClient member) throws BackendException;
  }

  /**
   * Tries members until one has done it. Empty where all answered that they do not know the id: right after a write only one knows it.
   * A refusal is the request's fault and no other member is asked.
   */
  private Optional<String> inTurn(Call<Optional<String>> write) throws BackendException {
    Optional<BackendException> failure = Optional.empty();
    int first = preferred;
    for (int turn = 0; turn < members.size(); turn++) {
      int index = (first + turn) % members.size();
      try {
        Optional<String> done = write.to(members.get(index));
        if (done.isPresent()) {
          preferred = index;
          return done;
        }
      } catch (BackendException failed) {
        if (!failed.retryable() || failed.reason().equals("Interrupted")) {
          throw failed;
        }
        failure = Optional.of(failure.orElse(failed));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return Optional.empty();
  }

  private record Attempt<T>(AlertmanagerClient member, Optional<T> value, Optional<BackendException> failure,
      Duration took) {
    static MemberLook toLook(Attempt<Seen> attempt) {
      return new MemberLook(attempt.member.url(), attempt.value.map(Seen::status),
          attempt.value.map(Seen::alerts).orElse(List.of()),
          attempt.failure.map(BackendException::sentence).orElse(""), attempt.took);
    }
  }

  private <T> List<Attempt<T>> everyone(Call<T> call) throws BackendException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Attempt<T>>> calls = new ArrayList<>();
      members.forEach(member -> calls.add(() -> attempt(member, call)));
      List<Attempt<T>> attempts = new ArrayList<>();
      for (Future<Attempt<T>> done : threads.invokeAll(calls)) {
        attempts.add(done.get());
      }
      return attempts;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BackendException("Interrupted", true, "interrupted while reading Alertmanager");
    } catch (ExecutionException bug) {
      throw new IllegalStateException("reading Alertmanager failed", bug.getCause());
    }
  }

  private static <T> Attempt<T> attempt(AlertmanagerClient member, Call<T> call) {
    long began = System.nanoTime();
    try {
      T value = call.to(member);
      return new Attempt<>(member, Optional.of(value), Optional.empty(), Duration.ofNanos(System.nanoTime() - began));
    } catch (BackendException failed) {
      return new Attempt<>(member, Optional.empty(), Optional.of(failed), Duration.ofNanos(System.nanoTime() - began));
    } catch (RuntimeException unforeseen) {
      BackendException failed = new BackendException("BadReply", true,
          "Alertmanager at " + member.url() + " could not be read: " + unforeseen);
      return new Attempt<>(member, Optional.empty(), Optional.of(failed), Duration.ofNanos(System.nanoTime() - began));
    }
  }

  @Override
  public void close() {
    members.forEach(AlertmanagerClient::close);
  }
}
