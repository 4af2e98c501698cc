package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.SuppressionPolicySpec.Schedule;
import dev.shizuka.api.SuppressionPolicySpec.Window;
import dev.shizuka.catalog.Problem;
import dev.shizuka.policy.DateRange;
import dev.shizuka.policy.Recurrence;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleReaderTest {
  private static final Window GOOD = new Window(List.of("mon"), null, "01:00", "04:30");

  @Test
  void aScheduleIsReadAsItIsWritten() {
    Schedule declared = new Schedule("Asia/Tokyo",
        List.of(new Window(List.of("fri-mon", "wed"), null, "22:00", "24:00"),
            new Window(null, List.of("2027-12-28..2028-01-03", "2027-05-01"), "00:00", "24:00")),
        List.of("2027-01-01"));
    assertThat(ScheduleReader.read(declared, new Problems())).contains(
        new dev.shizuka.policy.Schedule(ZoneId.of("Asia/Tokyo"),
            List.of(
                new Recurrence(Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY,
                    DayOfWeek.WEDNESDAY), List.of(), LocalTime.of(22, 0), LocalTime.MIDNIGHT),
                new Recurrence(Set.of(), List.of(range("2027-12-28", "2028-01-03"), range("2027-05-01", "2027-05-01")),
                    LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)),
            List.of(range("2027-01-01", "2027-01-01"))));
  }

  @Test
  void everyMistakeIsToldWithItsPlace() {
    Schedule declared = new Schedule("Asia/Tokyo",
        List.of(new Window(null, null, "1:00", "04:60"),
            new Window(List.of("mon"), List.of("2027-01-01"), "24:00", null),
            new Window(List.of("Monday", "mon-", "mon-tue-wed"), null, "01:00", "25:00"),
            new Window(null, List.of("2027-02-30", "2027-01-02..2027-01-01", "2027-01-01..2028-01-02"), "01:00",
                "02:00")),
        List.of("01.01.2027"));
    assertThat(problems(declared)).extracting(Problem::path).containsExactly("/spec/schedule/windows/0",
        "/spec/schedule/windows/0/from", "/spec/schedule/windows/0/until", "/spec/schedule/windows/1",
        "/spec/schedule/windows/1/from", "/spec/schedule/windows/1/until", "/spec/schedule/windows/2/days/0",
        "/spec/schedule/windows/2/days/1", "/spec/schedule/windows/2/days/2", "/spec/schedule/windows/2/until",
        "/spec/schedule/windows/3/dates/0", "/spec/schedule/windows/3/dates/1", "/spec/schedule/windows/3/dates/2",
        "/spec/schedule/except/0");
    assertThat(problems(declared)).extracting(Problem::reason).containsOnly("ScheduleInvalid");
  }

  @Test
  void aZoneThatDoesNotExistIsRefusedWithTheOneThatMayBeMeant() {
    assertThat(zone("Asia/Tokio")).contains("did you mean \"Asia/Tokyo\"?");
    assertThat(zone("asia/tokyo")).contains("did you mean \"Asia/Tokyo\"?");
    assertThat(zone("New York")).contains("did you mean \"America/New_York\"?");
    assertThat(zone("+09:00")).isEqualTo("`+09:00` is no time zone such as Asia/Tokyo or UTC");
    assertThat(zone("x".repeat(5000))).hasSizeLessThan(200);
    assertThat(zone(null)).isEqualTo("Say whose clock the windows go by, such as Asia/Tokyo or UTC");
  }

  @Test
  void windowsAndDatesAreBounded() {
    assertThat(problems(new Schedule("UTC", List.of(), null))).extracting(Problem::path)
        .containsExactly("/spec/schedule/windows");
    assertThat(problems(new Schedule("UTC", Collections.nCopies(65, GOOD), null))).hasSize(1);
    assertThat(problems(new Schedule("UTC", Collections.nCopies(64, GOOD), Collections.nCopies(366, "2027-01-01"))))
        .isEmpty();
    assertThat(problems(new Schedule("UTC", List.of(GOOD), Collections.nCopies(367, "2027-01-01"))))
        .extracting(Problem::path).containsExactly("/spec/schedule/except");
  }

  private static String zone(String name) {
    return problems(new Schedule(name, List.of(GOOD), null)).getFirst().message();
  }

  private static List<Problem> problems(Schedule declared) {
    Problems problems = new Problems();
    ScheduleReader.read(declared, problems);
    return problems.all();
  }

  private static DateRange range(String first, String last) {
    return new DateRange(LocalDate.parse(first), LocalDate.parse(last));
  }
}
