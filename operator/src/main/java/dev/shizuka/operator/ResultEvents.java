package dev.shizuka.operator;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Between the reconcilers and the rest of the program. Inwards: every creation, change and deletion of a primary, at once and without
 * finalizers, for JOSDK tells them all to event sources that are {@link ResourceEventAware}. Outwards: primaries whose status
 * is no longer what the results say are reconciled again.
 */
final class ResultEvents<P extends CustomResource<?, ?>> extends AbstractEventSource<Void, P>
    implements
      ResourceEventAware<P> {
  /** Who wants to hear of primaries. */
  interface Listener<P> {
    void changed(P before, P after);

    void created();

    void deleted(P last);
  }

  private final Cache<P> primaries;
  private final Listener<P> listener;

  ResultEvents(Cache<P> primaries, Listener<P> listener) {
    super(Void.class, "results");
    this.primaries = primaries;
    this.listener = listener;
  }

  /** Asks for the reconciliation of those primaries. */
  void propagate(Predicate<P> affected) {
    if (isRunning()) {
      primaries.list(affected).forEach(primary -> getEventHandler()
          .handleEvent(new Event(ResourceID.fromResource(primary))));
    }
  }

  @Override
  public void onResourceCreated(P primary) {
    listener.created();
  }

  @Override
  public void onResourceUpdated(P after, P before) {
    listener.changed(before, after);
  }

  @Override
  public void onResourceDeleted(P last) {
    listener.deleted(last);
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
