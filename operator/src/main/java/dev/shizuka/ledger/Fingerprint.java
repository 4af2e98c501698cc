package dev.shizuka.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Alertmanager's name of a label set: 64-bit FNV-1a of its names and values by name, each followed by the byte 255 (prometheus/common,
 * {@code model.LabelSet.Fingerprint}).
 */
public final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  /** 16 hex digits. */
  public static String of(Map<String, String> labels) {
    SortedMap<String, String> sorted = new TreeMap<>(Fingerprint::byBytes);
    sorted.putAll(labels);
    long hash = OFFSET;
    for (Map.Entry<String, String> label : sorted.entrySet()) {
      hash = add(add(hash, label.getKey()), label.getValue());
    }
    return HexFormat.of().toHexDigits(hash);
  }

  /** Go compares bytes, Java half characters. */
  private static int byBytes(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static long add(long before, String text) {
    long hash = before;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * PRIME;
    }
    return (hash ^ 0xff) * PRIME;
  }
}
