package dev.shizuka.compile;

import dev.shizuka.catalog.Similar;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Time zones by their names in the IANA database, as java.time has it. Offsets such as {@code +09:00} know no summer time and are none. */
final class TimeZones {
  private static final int LONGEST = 64;

  private TimeZones() {}

  static Optional<ZoneId> find(String path, @Nullable String name, Problems problems) {
    if (name == null || name.isBlank()) {
      problems.add(path, "TimeZoneInvalid", "Say whose clock the windows go by, such as Asia/Tokyo or UTC");
      return Optional.empty();
    }
    if (name.length() > LONGEST || !ZoneId.getAvailableZoneIds().contains(name)) {
      String shown = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
      problems.add(path, "TimeZoneInvalid",
          "`" + shown + "` is no time zone such as Asia/Tokyo or UTC" + suggestion(shown));
      return Optional.empty();
    }
    return Optional.of(ZoneId.of(name));
  }

  /** The nearest name, else the zone that is called by the nearest city. */
  private static String suggestion(String name) {
    SortedSet<String> known = new TreeSet<>(ZoneId.getAvailableZoneIds());
    String near = Similar.question(name, known);
    if (!near.isEmpty()) {
      return near;
    }
    String city = city(name.replace(' ', '_'));
    return known.stream().filter(zone -> zone.indexOf('/') > 0 && city(zone).equals(city)).findFirst()
        .map(zone -> ": did you mean \"" + zone + "\"?").orElse("");
  }

  private static String city(String zone) {
    return zone.substring(zone.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
