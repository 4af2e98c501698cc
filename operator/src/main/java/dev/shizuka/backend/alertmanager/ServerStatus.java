package dev.shizuka.backend.alertmanager;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Instant;

/**
 * What {@code /api/v2/status} says of one member.
 *
 * @param startedAt when its process started
 * @param config {@code config.original}: its configuration with secrets masked
 */
public record ServerStatus(String version, Instant startedAt, String config) {
  private static final Pattern RELEASE = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6}).*");

  /** Whether {@code /alerts/groups} tells what time intervals mute (since 0.28). A version nobody can read is taken for a new one. */
  public boolean showsTimeMutes() {
    Matcher release = RELEASE.matcher(version);
    return !release.matches() || Integer.parseInt(release.group(1)) > 0 || Integer.parseInt(release.group(2)) >= 28;
  }
}
