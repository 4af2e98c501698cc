package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.SETTLE;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A ledger that holds its promises whatever store it is on. */
abstract class OnEveryStore {
  Store store;
  Ledger ledger;

  /** A store of this test's own, the same at each call. */
  abstract StoreAddress address();

  @BeforeEach
  void open() {
    store = Store.open(address());
    ledger = store.ledger(SETTLE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  void restart() {
    close();
    open();
  }
}
