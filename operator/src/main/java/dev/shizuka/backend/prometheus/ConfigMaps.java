package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import java.util.Map;
import java.util.Optional;

/** ConfigMaps as delivery {@code configMap} needs them. Implemented where there is a cluster. */
public interface ConfigMaps {
  /** The data of one of ours; empty where it does not exist. */
  Optional<Map<String, String>> read(String namespace, String name) throws BackendException;

  /**
   * Creates it or replaces its data.
   *
   * @throws BackendException reason {@code ForeignConfigMap} where one of that name exists that does not carry our mark
   */
  void write(String namespace, String name, Map<String, String> data) throws BackendException;
}
