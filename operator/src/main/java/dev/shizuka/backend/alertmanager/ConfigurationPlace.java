package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import java.time.Duration;
import java.util.Optional;

/** Where Alertmanager's configuration lies: the base, which its owner writes, and the output, which it runs with and which is ours. */
public interface ConfigurationPlace {
  /** What messages call the base. */
  String base();

  /** What messages call the output; the same output has the same name. */
  String output();

  /** How long it takes at most until what is written can be read by Alertmanager. */
  Duration delay();

  String readBase() throws BackendException;

  Outputs readOutput() throws BackendException;

  /** Each of both is whole at any moment, and the one before is there before the new one is. */
  void write(Outputs outputs) throws BackendException;

  /**
   * The output as it lies there.
   *
   * @param current what Alertmanager reads
   * @param before what it ran with last, as long as it is not certain that it takes the current one
   */
  record Outputs(Optional<String> current, Optional<String> before) {
    /** What Alertmanager is known to take, as far as anything is. */
    Optional<String> good() {
      return before.or(() -> current);
    }

    /** Never shows the text: it holds secrets. */
    @Override
    public String toString() {
      return "Outputs[current=" + current.isPresent() + ", before=" + before.isPresent() + "]";
    }
  }
}
