package dev.shizuka.backend.alertmanager;

import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.backend.BackendException;

/** The place that a backend names in {@code spec.alertmanager.inhibition}: two files on hosts, two Secrets in a cluster. */
public interface ConfigurationPlaces {
  /** @throws BackendException reason {@code NoPlace} where it names one that is not to be had here */
  ConfigurationPlace of(Inhibition inhibition) throws BackendException;
}
