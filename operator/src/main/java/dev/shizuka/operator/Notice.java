package dev.shizuka.operator;

/**
 * What a person must know, told as an Event on the object.
 *
 * @param type {@code Normal} or {@code Warning}
 */
record Notice(String type, String reason, String note) {
  static Notice warning(String reason, String note) {
    return new Notice("Warning", reason, note);
  }

  static Notice normal(String reason, String note) {
    return new Notice("Normal", reason, note);
  }
}
