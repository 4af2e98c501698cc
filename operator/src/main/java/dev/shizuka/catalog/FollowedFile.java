package dev.shizuka.catalog;

import dev.shizuka.catalog.Scan.Stamp;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file through time: when it is read, how often a broken one is tried again, and what holds meanwhile. */
final class FollowedFile {
  /** A file that does not parse is probably being written: it is read this often more before it is reported. */
  private static final int TRIES_IF_BROKEN = 2;
  /** A file that is now a beginning of what it was parses well and may say something else: given longer. */
  private static final int TRIES_IF_CUT = 4;

  private final String path;
  /** The last text that was whole, or null; survives restarts. */
  private @Nullable String whole;
  private Readings ofWhole = Readings.NONE;
  /** What holds now. */
  private Readings readings = Readings.NONE;
  private @Nullable Stamp seen;
  /** The stamp at the last reading. */
  private @Nullable Stamp taken;
  /** The stamp at the last reading after which a change would have shown in it. */
  private @Nullable Stamp settled;
  private @Nullable FileText tried;
  private int tries;
  private int absences;

  FollowedFile(String path) {
    this.path = path;
  }

  /** A file as it was before a restart. */
  static FollowedFile remembered(String path, String text) {
    FollowedFile file = new FollowedFile(path);
    file.whole = text;
    file.ofWhole = ObjectReader.read(Documents.parse(path, text).complete());
    file.readings = file.ofWhole;
    return file;
  }

  Readings readings() {
    return readings;
  }

  Optional<String> whole() {
    return Optional.ofNullable(whole);
  }

  /** How many looks in a row it was not there. */
  int absences() {
    return absences;
  }

  void absent() {
    absences++;
    seen = null;
  }

  /** Whether it must be read: it has changed and then stayed as it is for one look, or what was read is not decided yet. */
  boolean due(Stamp now, boolean old) {
    absences = 0;
    boolean stable = now.equals(seen) || (seen == null && old);
    seen = now;
    return stable && (!now.equals(settled) || tries > 0 || unreachable());
  }

  /** Whether the next look may bring a change of which a part has been seen. */
  boolean unsettled() {
    return absences > 0 || changing();
  }

  /** Whether it is there and not decided yet. */
  boolean changing() {
    return absences == 0 && (tries > 0 || seen == null || !seen.equals(taken));
  }

  /**
   * Takes what was read just now.
   *
   * @param telling whether the stamp would show if the file changed after this
   */
  void take(FileText text, boolean telling) {
    boolean same = text.equals(tried);
    taken = seen;
    settled = telling ? seen : null;
    tried = text;
    if (same && tries == 0) {
      return;
    }
    tries = same ? tries + 1 : 1;
    Reading reading = read(text);
    if (tries > reading.patience()) {
      tries = 0;
      accept(reading);
    }
  }

  /** What keeps us from reading it, such as its mode, does not show in the stamp. */
  private boolean unreachable() {
    return tried instanceof FileText.Bad bad && bad.problem().reason().equals(FileText.UNREACHABLE);
  }

  /** @param broken what must be told of the file as a whole */
  private record Reading(Readings readings, @Nullable String text, Optional<Unreadable> broken, int patience) {}

  private Reading read(FileText text) {
    return switch (text) {
      case FileText.Bad bad -> new Reading(Readings.NONE, null,
          Optional.of(new Unreadable(Optional.empty(), new Origin(path, Map.of("", 1)), bad.problem())),
          TRIES_IF_BROKEN);
      case FileText.Good good -> {
        Documents documents = Documents.parse(path, good.text());
        boolean cut = whole != null && good.text().length() < whole.length() && whole.startsWith(good.text());
        int patience = cut ? TRIES_IF_CUT : documents.broken().isPresent() ? TRIES_IF_BROKEN : 0;
        yield new Reading(ObjectReader.read(documents.complete()), good.text(), documents.broken(), patience);
      }
    };
  }

  private void accept(Reading reading) {
    if (reading.broken().isPresent()) {
      readings = (whole == null ? reading.readings() : ofWhole).with(reading.broken().get());
    } else if (reading.readings().unidentified()) {
      readings = reading.readings().keeping(ofWhole);
    } else {
      whole = reading.text();
      ofWhole = reading.readings();
      readings = ofWhole;
    }
  }
}
