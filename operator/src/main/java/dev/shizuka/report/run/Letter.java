package dev.shizuka.report.run;

import dev.shizuka.report.run.Sent.Refused;
import java.util.function.Supplier;

/** A delivery with all that is needed for it, before anything has gone out. */
sealed interface Letter {
  /** @param send sends it, once */
  record Ready(Supplier<Sent> send) implements Letter {}

  /** It cannot go out as things are. */
  record Impossible(Refused refused) implements Letter {}
}
