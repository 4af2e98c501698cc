package dev.shizuka.policy.lease;

import dev.shizuka.policy.CompiledPolicy;
import java.util.List;
import java.util.Map;

/** Which policies cover an alert, sorted by id; answers for one fingerprint may be remembered. */
public interface Coverage {
  List<CompiledPolicy> covering(String fingerprint, Map<String, String> labels);
}
