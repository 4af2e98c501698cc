package dev.shizuka.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Windows that come again by the clock of a time zone. Where that clock jumps (java.time's rules of the zone):
 *
 * <ol>
 * <li>a time that is skipped stands for the moment of the jump, so a window that starts in a gap starts at the gap's end, and one that lies
 * in it whole does not come;
 * <li>of a time that comes twice the first counts for a start and the second for an end, so the window covers both hours;
 * <li>the weekday and the date of a window are those of its start, as written, even of a date that the zone skipped.
 * </ol>
 *
 * @param except days on which no window starts
 */
public record Schedule(ZoneId zone, List<Recurrence> recurrences, List<DateRange> except) {
  /** A window lasts at most a day and a clock never jumped further than one, so this many days away none is left. */
  private static final int REACH_DAYS = 3;
  private static final int NEAR_DAYS = 8;
  /** Longer than a policy can live: windows that touch are followed no further. */
  private static final int FAR_DAYS = 410;

  public Schedule {
    recurrences = List.copyOf(recurrences);
    except = List.copyOf(except);
  }

  public boolean covers(Instant at) {
    LocalDate date = date(at);
    for (LocalDate day = date.minusDays(REACH_DAYS); !day.isAfter(date.plusDays(REACH_DAYS)); day = day.plusDays(1)) {
      if (occurrences(day).stream().anyMatch(window -> window.holds(at))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The windows that have a moment in common with the given stretch, sorted, each whole. Those that touch or overlap are one. One that has gone
   * on for more than {@value #FAR_DAYS} days before {@code from} starts at {@link Instant#EPOCH}, which does not move as time goes by; one
   * that goes on for as long behind {@code until} ends at {@link Instant#MAX}.
   */
  public List<Window> windows(Instant from, Instant until) {
    if (!from.isBefore(until)) {
      return List.of();
    }
    for (int days = NEAR_DAYS;; days = Math.min(days * 4, FAR_DAYS)) {
      LocalDate first = date(from).minusDays(days);
      LocalDate last = date(until).plusDays(days);
      List<Window> found = merged(first, last).stream().filter(window -> window.overlaps(from, until)).toList();
      boolean startSeen = found.isEmpty() || date(found.getFirst().startsAt()).isAfter(first.plusDays(REACH_DAYS));
      boolean endSeen = found.isEmpty() || date(found.getLast().endsAt()).isBefore(last.minusDays(REACH_DAYS));
      if (startSeen && endSeen) {
        return found;
      }
      if (days == FAR_DAYS) {
        return open(found, startSeen, endSeen);
      }
    }
  }

  private static List<Window> open(List<Window> found, boolean startSeen, boolean endSeen) {
    List<Window> all = new ArrayList<>(found);
    if (!startSeen) {
      all.set(0, new Window(Instant.EPOCH, all.getFirst().endsAt()));
    }
    if (!endSeen) {
      all.add(new Window(all.removeLast().startsAt(), Instant.MAX));
    }
    return List.copyOf(all);
  }

  private List<Window> merged(LocalDate first, LocalDate last) {
    List<Window> each = new ArrayList<>();
    first.datesUntil(last.plusDays(1)).forEach(day -> each.addAll(occurrences(day)));
    each.sort(Comparator.comparing(Window::startsAt));
    List<Window> merged = new ArrayList<>();
    for (Window window : each) {
      if (merged.isEmpty() || window.startsAt().isAfter(merged.getLast().endsAt())) {
        merged.add(window);
      } else if (window.endsAt().isAfter(merged.getLast().endsAt())) {
        merged.add(new Window(merged.removeLast().startsAt(), window.endsAt()));
      }
    }
    return merged;
  }

  private List<Window> occurrences(LocalDate day) {
    List<Window> windows = new ArrayList<>();
    for (Recurrence recurrence : recurrences) {
      if (recurrence.startsOn(day) && except.stream().noneMatch(range -> range.contains(day))) {
        Instant start = earliest(recurrence.start(day));
        Instant end = latest(recurrence.end(day));
        if (start.isBefore(end)) {
          windows.add(new Window(start, end));
        }
      }
    }
    return windows;
  }

  private Instant earliest(LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.isEmpty() ? jumpOver(local) : local.toInstant(offsets.getFirst());
  }

  /** An end is exclusive: where the clock falls back to it exactly, nothing before it is shown a second time. */
  private Instant latest(LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      return jumpOver(local);
    }
    boolean fallenBackTo = offsets.size() > 1 && zone.getRules().getTransition(local).getDateTimeAfter().equals(local);
    return local.toInstant(fallenBackTo ? offsets.getFirst() : offsets.getLast());
  }

  private Instant jumpOver(LocalDateTime skipped) {
    return zone.getRules().getTransition(skipped).getInstant();
  }

  private LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }
}
