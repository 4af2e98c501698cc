package dev.shizuka.backend;

import dev.shizuka.api.NoiseReportSpec.ValueFrom;
import dev.shizuka.catalog.ResourceId;

/** Reads addresses that are secrets themselves, from Secrets or files. */
public interface Addresses {
  /** @throws BackendException reason {@code CredentialsMissing} where it cannot be read */
  String of(ResourceId owner, ValueFrom from) throws BackendException;
}
