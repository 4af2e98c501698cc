package dev.shizuka.ledger;

/** For tests of those who use a store. */
public final class StoreExceptions {
  private StoreExceptions() {}

  public static StoreException away() {
    return new StoreException("the store is away");
  }
}
