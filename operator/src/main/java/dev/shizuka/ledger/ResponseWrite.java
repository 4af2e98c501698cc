package dev.shizuka.ledger;

import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.Responses.Outcome;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes what was told of episodes, within one transaction. */
final class ResponseWrite {
  private final LedgerContext context;
  private final Handle handle;
  private final LedgerState state;
  private final Bookkeeping books;

  /** @param after what the ledger then holds */
  record Written(Outcome outcome, LedgerState after) {}

  ResponseWrite(LedgerContext context, Handle handle, LedgerState state) {
    this.context = context;
    this.handle = handle;
    this.state = state;
    this.books = context.books(state.responses());
  }

  Written write(List<ResponseEvent> events) {
    List<ResponseEvent> added = ResponseTables.add(handle, events);
    // One that comes again changes no episode, and still says that its receiver reaches us.
    Notifications notifications = new Notifications(state);
    events.stream().filter(Notified.class::isInstance).map(Notified.class::cast).forEach(notifications::delivered);
    if (added.isEmpty()) {
      notifications.write(handle);
      return new Written(new Outcome(0, events.size(), 0), state.with(notifications));
    }
    ResponseDecisions decisions = new ResponseDecisions(handle, books, state::backend);
    added.forEach(event -> context.linked().addAll(ResponseTables.fingerprints(event)));
    decisions.told(added);
    decisions.open().forEach(notifications::told);
    notifications.write(handle);
    books.write(handle);
    Outcome outcome = new Outcome(added.size(), events.size() - added.size(), (int) decisions.waiting(added));
    return new Written(outcome,
        state.with(books.totals(), context.unexplained(handle, latest(), state.unexplained(), books))
            .with(notifications));
  }

  private Instant latest() {
    return state.backends().values().stream().flatMap(backend -> backend.lastPoll().stream())
        .max(Instant::compareTo).orElse(Instant.EPOCH);
  }
}
