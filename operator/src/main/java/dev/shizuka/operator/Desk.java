package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.catalog.Declared;
import dev.shizuka.engine.Results;
import dev.shizuka.operator.StatusWrites.Decision;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the reconcilers have in common: they tell the source, ask the board, and write what differs. */
final class Desk {
  private final ClusterSource source;
  private final Events events;
  private final Clock clock;
  private final StatusWrites writes = new StatusWrites();
  private final List<Runnable> propagations = new CopyOnWriteArrayList<>();
  /** Null until there are results: a standby has its caches filled, and writes nothing. */
  private volatile @Nullable Board board;

  Desk(ClusterSource source, Events events, Clock clock) {
    this.source = source;
    this.events = events;
    this.clock = clock;
  }

  /** Has every primary reconciled whose status is no longer what the results say. */
  synchronized void show(Results results) {
    Board before = board;
    board = before == null ? Board.first(results) : before.next(results);
    propagations.forEach(Runnable::run);
  }

  /** Hands the primary cache over to the source and listens to both sides. */
  <P extends CustomResource<S, T>, S, T> List<EventSource<?, P>> connect(Trade<P, S, T> trade,
      EventSourceContext<P> context, BiConsumer<P, P> onChange, Consumer<P> onDelete) {
    source.watch(trade.kind(), context.getPrimaryCache());
    ResultEvents<P> results = new ResultEvents<>(context.getPrimaryCache(), new ResultEvents.Listener<>() {
      @Override
      public void created() {
        source.changed();
      }

      @Override
      public void changed(P before, P after) {
        boolean written = after.getSpec() == null
            || ClusterSource.generation(before) != ClusterSource.generation(after);
        if (written || !author(before).equals(author(after))) {
          source.changed();
        }
        if (written) {
          onChange.accept(before, after);
        }
      }

      @Override
      public void deleted(P last) {
        source.changed();
        writes.forget(uid(last));
        onDelete.accept(last);
      }
    });
    propagations.add(() -> results.propagate(primary -> affected(trade, primary)));
    return List.of(results);
  }

  private <P extends CustomResource<S, T>, S, T> boolean affected(Trade<P, S, T> trade, P primary) {
    Board now = board;
    try {
      return now != null && trade.reporter().of(Subject.of(trade.kind(), primary), now, clock.instant())
          .filter(report -> !report.status().equals(primary.getStatus())).isPresent();
    } catch (RuntimeException poison) {
      // Its own reconciliation fails and is retried alone: the others must still be told.
      return true;
    }
  }

  /** Writes the status if it is worth it. */
  <P extends CustomResource<S, T>, S, T> UpdateControl<P> report(Trade<P, S, T> trade, P primary) {
    Board now = board;
    if (now == null) {
      return UpdateControl.noUpdate();
    }
    Instant at = clock.instant();
    return trade.reporter().of(Subject.of(trade.kind(), primary), now, at)
        .map(report -> settle(trade, primary, report, at)).orElseGet(UpdateControl::noUpdate);
  }

  private <P extends CustomResource<S, T>, S, T> UpdateControl<P> settle(Trade<P, S, T> trade, P primary,
      Report<T> report,
      Instant now) {
    T before = primary.getStatus();
    UpdateControl<P> control = switch (writes.decide(uid(primary), before, report.status(), trade.withoutFigures(),
        now)) {
      case Decision.Skip skip -> UpdateControl.noUpdate();
      case Decision.Later later -> UpdateControl.<P>noUpdate().rescheduleAfter(later.delay());
      case Decision.Write write -> {
        trade.voice().notices(before, report.status()).forEach(notice -> events.tell(primary, notice));
        yield UpdateControl.patchStatus(copy(trade, primary, report.status()));
      }
    };
    report.again().ifPresent(again -> control.rescheduleAfter(sooner(control, Duration.between(now, again))));
    return control;
  }

  private static Duration sooner(UpdateControl<?> control, Duration wait) {
    long most = Math.min(wait.toMillis() + 1, Duration.ofHours(6).toMillis());
    return Duration.ofMillis(control.getScheduleDelay().map(set -> Math.min(set, most)).orElse(most));
  }

  /** Says on the object itself that it could not be reconciled; JOSDK tries again, and the others go on. */
  <P extends CustomResource<S, T>, S, T> ErrorStatusUpdateControl<P> failed(Trade<P, S, T> trade, P primary,
      Exception failure) {
    if (board == null) {
      return ErrorStatusUpdateControl.noStatusUpdate();
    }
    T before = primary.getStatus();
    List<Condition> conditions = new Conditions(trade.voice().conditions(before), ClusterSource.generation(primary),
        clock.instant())
        .put("Ready", Finding.bad("InternalError", "Reconciling it failed and is tried again: " + failure))
        .withOthers();
    T after = trade.voice().with(before, conditions);
    return after.equals(before)
        ? ErrorStatusUpdateControl.noStatusUpdate()
        : ErrorStatusUpdateControl.patchStatus(copy(trade, primary, after));
  }

  void tell(CustomResource<?, ?> about, Notice notice) {
    if (board != null) {
      events.tell(about, notice);
    }
  }

  /** A new object with the same metadata and spec, so that the patch holds the status and nothing else. */
  private static <P extends CustomResource<S, T>, S, T> P copy(Trade<P, S, T> trade, P primary, T status) {
    P copy = trade.blank().get();
    copy.setMetadata(new ObjectMetaBuilder(primary.getMetadata()).build());
    copy.setSpec(primary.getSpec());
    copy.setStatus(status);
    return copy;
  }

  /** An annotation, which no generation counts. */
  private static String author(CustomResource<?, ?> object) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).map(all -> all.get(Declared.AUTHOR)).orElse("");
  }

  private static String uid(CustomResource<?, ?> object) {
    return String.valueOf(object.getMetadata().getUid());
  }
}
