package dev.shizuka.ledger;

/** The store cannot be opened, read or written. The message is for the person on call. Nothing is half done: a write is one transaction. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  StoreException(String message) {
    super(message);
  }
}
