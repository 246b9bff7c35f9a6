/// The examples of RFC 5545, 3.8.5.3, with the dates that it prints.
///
/// `dates` names days as the RFC does: `1997-09:2-11,13` is 2 to 11 and 13 September 1997. Where the RFC ends a list with
/// dots, the dates are the beginning of an endless one.
struct RecurrenceExample: Sendable {
  var title: String
  var start = "19970902T090000"
  var rule: String
  var dates: String
  /// Times of day, where an example has others than DTSTART's.
  var times: [String] = []

  static let all: [RecurrenceExample] = [
    .init(title: "daily for 10 occurrences", rule: "FREQ=DAILY;COUNT=10", dates: "1997-09:2-11"),
    .init(
      title: "daily until 24 December 1997", rule: "FREQ=DAILY;UNTIL=19971224T000000Z",
      dates: "1997-09:2-30 1997-10:1-31 1997-11:1-30 1997-12:1-23"),
    .init(
      title: "every other day, forever", rule: "FREQ=DAILY;INTERVAL=2",
      dates:
        "1997-09:2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 1997-10:2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 1997-11:1,3"),
    .init(
      title: "every 10 days, 5 occurrences", rule: "FREQ=DAILY;INTERVAL=10;COUNT=5",
      dates: "1997-09:2,12,22 1997-10:2,12"),
    .init(
      title: "every day in January, for 3 years, by year", start: "19980101T090000",
      rule: "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
      dates: "1998-01:1-31 1999-01:1-31 2000-01:1-31"),
    .init(
      title: "every day in January, for 3 years, by day", start: "19980101T090000",
      rule: "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", dates: "1998-01:1-31 1999-01:1-31 2000-01:1-31"),
    .init(
      title: "weekly for 10 occurrences", rule: "FREQ=WEEKLY;COUNT=10",
      dates: "1997-09:2,9,16,23,30 1997-10:7,14,21,28 1997-11:4"),
    .init(
      title: "weekly until 24 December 1997", rule: "FREQ=WEEKLY;UNTIL=19971224T000000Z",
      dates: "1997-09:2,9,16,23,30 1997-10:7,14,21,28 1997-11:4,11,18,25 1997-12:2,9,16,23"),
    .init(
      title: "every other week, forever", rule: "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
      dates: "1997-09:2,16,30 1997-10:14,28 1997-11:11,25 1997-12:9,23 1998-01:6,20 1998-02:3,17"),
    .init(
      title: "weekly on Tuesday and Thursday for 5 weeks, until",
      rule: "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
      dates: "1997-09:2,4,9,11,16,18,23,25,30 1997-10:2"),
    .init(
      title: "weekly on Tuesday and Thursday for 5 weeks, count", rule: "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
      dates: "1997-09:2,4,9,11,16,18,23,25,30 1997-10:2"),
    .init(
      title: "every other week on Monday, Wednesday and Friday until 24 December 1997", start: "19970901T090000",
      rule: "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
      dates: "1997-09:1,3,5,15,17,19,29 1997-10:1,3,13,15,17,27,29,31 1997-11:10,12,14,24,26,28 1997-12:8,10,12,22"),
    .init(
      title: "every other week on Tuesday and Thursday, for 8 occurrences",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", dates: "1997-09:2,4,16,18,30 1997-10:2,14,16"),
    .init(
      title: "monthly on the first Friday for 10 occurrences", start: "19970905T090000",
      rule: "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
      dates: "1997-09:5 1997-10:3 1997-11:7 1997-12:5 1998-01:2 1998-02:6 1998-03:6 1998-04:3 1998-05:1 1998-06:5"),
    .init(
      title: "monthly on the first Friday until 24 December 1997", start: "19970905T090000",
      rule: "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", dates: "1997-09:5 1997-10:3 1997-11:7 1997-12:5"),
    .init(
      title: "every other month on the first and last Sunday for 10 occurrences", start: "19970907T090000",
      rule: "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
      dates: "1997-09:7,28 1997-11:2,30 1998-01:4,25 1998-03:1,29 1998-05:3,31"),
    .init(
      title: "monthly on the second-to-last Monday for 6 months", start: "19970922T090000",
      rule: "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
      dates: "1997-09:22 1997-10:20 1997-11:17 1997-12:22 1998-01:19 1998-02:16"),
    .init(
      title: "monthly on the third-to-last day, forever", start: "19970928T090000",
      rule: "FREQ=MONTHLY;BYMONTHDAY=-3", dates: "1997-09:28 1997-10:29 1997-11:28 1997-12:29 1998-01:29 1998-02:26"),
    .init(
      title: "monthly on the 2nd and 15th for 10 occurrences", rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
      dates: "1997-09:2,15 1997-10:2,15 1997-11:2,15 1997-12:2,15 1998-01:2,15"),
    .init(
      title: "monthly on the first and last day for 10 occurrences", start: "19970930T090000",
      rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
      dates: "1997-09:30 1997-10:1,31 1997-11:1,30 1997-12:1,31 1998-01:1,31 1998-02:1"),
    .init(
      title: "every 18 months on the 10th to 15th for 10 occurrences", start: "19970910T090000",
      rule: "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", dates: "1997-09:10-15 1999-03:10-13"),
    .init(
      title: "every Tuesday, every other month", rule: "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
      dates: "1997-09:2,9,16,23,30 1997-11:4,11,18,25 1998-01:6,13,20,27 1998-03:3,10,17,24,31"),
    .init(
      title: "yearly in June and July for 10 occurrences", start: "19970610T090000",
      rule: "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
      dates:
        "1997-06:10 1997-07:10 1998-06:10 1998-07:10 1999-06:10 1999-07:10 2000-06:10 2000-07:10 2001-06:10 2001-07:10"),
    .init(
      title: "every other year in January, February and March for 10 occurrences", start: "19970310T090000",
      rule: "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
      dates:
        "1997-03:10 1999-01:10 1999-02:10 1999-03:10 2001-01:10 2001-02:10 2001-03:10 2003-01:10 2003-02:10 2003-03:10"),
    .init(
      title: "every third year on the 1st, 100th and 200th day for 10 occurrences", start: "19970101T090000",
      rule: "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
      dates: "1997-01:1 1997-04:10 1997-07:19 2000-01:1 2000-04:9 2000-07:18 2003-01:1 2003-04:10 2003-07:19 2006-01:1"),
    .init(
      title: "every 20th Monday of the year, forever", start: "19970519T090000", rule: "FREQ=YEARLY;BYDAY=20MO",
      dates: "1997-05:19 1998-05:18 1999-05:17"),
    .init(
      title: "Monday of week number 20, forever", start: "19970512T090000", rule: "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
      dates: "1997-05:12 1998-05:11 1999-05:17"),
    .init(
      title: "every Thursday in March, forever", start: "19970313T090000", rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
      dates: "1997-03:13,20,27 1998-03:5,12,19,26 1999-03:4,11,18,25"),
    .init(
      title: "every Thursday, but only during June, July and August, forever", start: "19970605T090000",
      rule: "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
      dates: "1997-06:5,12,19,26 1997-07:3,10,17,24,31 1997-08:7,14,21,28 1998-06:4,11,18,25 1998-07:2,9,16,23,30 "
        + "1998-08:6,13,20,27 1999-06:3,10,17,24 1999-07:1,8,15,22,29 1999-08:5,12,19,26"),
    .init(
      title: "every Friday the 13th, forever", rule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
      dates: "1998-02:13 1998-03:13 1998-11:13 1999-08:13 2000-10:13"),
    .init(
      title: "the first Saturday that follows the first Sunday of the month, forever", start: "19970913T090000",
      rule: "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
      dates: "1997-09:13 1997-10:11 1997-11:8 1997-12:13 1998-01:10 1998-02:7 1998-03:7 1998-04:11 1998-05:9 1998-06:13"
    ),
    .init(
      title: "US Presidential Election day", start: "19961105T090000",
      rule: "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      dates: "1996-11:5 2000-11:7 2004-11:2"),
    .init(
      title: "the third Tuesday, Wednesday or Thursday for the next 3 months", start: "19970904T090000",
      rule: "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", dates: "1997-09:4 1997-10:7 1997-11:6"),
    .init(
      title: "the second-to-last weekday of the month", start: "19970929T090000",
      rule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
      dates: "1997-09:29 1997-10:30 1997-11:27 1997-12:30 1998-01:29 1998-02:26 1998-03:30"),
    .init(
      title: "every 3 hours from 9 to 17 on one day", rule: "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
      dates: "1997-09:2", times: ["09:00:00", "12:00:00", "15:00:00"]),
    .init(
      title: "every 15 minutes for 6 occurrences", rule: "FREQ=MINUTELY;INTERVAL=15;COUNT=6", dates: "1997-09:2",
      times: ["09:00:00", "09:15:00", "09:30:00", "09:45:00", "10:00:00", "10:15:00"]),
    .init(
      title: "every hour and a half for 4 occurrences", rule: "FREQ=MINUTELY;INTERVAL=90;COUNT=4", dates: "1997-09:2",
      times: ["09:00:00", "10:30:00", "12:00:00", "13:30:00"]),
    .init(
      title: "every 20 minutes from 9:00 to 16:40, by day",
      rule: "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", dates: "1997-09:2-4", times: twentyMinutes),
    .init(
      title: "every 20 minutes from 9:00 to 16:40, by minute",
      rule: "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", dates: "1997-09:2-4", times: twentyMinutes),
    .init(
      title: "the week begins on Monday", start: "19970805T090000",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", dates: "1997-08:5,10,19,24"),
    .init(
      title: "the week begins on Sunday", start: "19970805T090000",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", dates: "1997-08:5,17,19,31"),
    .init(
      title: "an invalid date, 30 February, is ignored", start: "20070115T090000",
      rule: "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", dates: "2007-01:15,30 2007-02:15 2007-03:15,30"),
  ]

  private static let twentyMinutes = (9...16).flatMap { hour in
    ["00", "20", "40"].map { (hour < 10 ? "0" : "") + "\(hour):\($0):00" }
  }

  /// The instances in the form of `CivilDateTime.description`.
  var expected: [String] {
    let time = String(start.dropFirst(9))
    let usual = "\(time.prefix(2)):\(time.dropFirst(2).prefix(2)):\(time.suffix(2))"
    return dates.split(separator: " ").flatMap { month -> [String] in
      let halves = month.split(separator: ":")
      return halves[1].split(separator: ",").flatMap { item -> [String] in
        let ends = item.split(separator: "-").compactMap { Int($0) }
        return (ends[0]...ends[ends.count - 1]).flatMap { day in
          (times.isEmpty ? [usual] : times).map { "\(halves[0])-\(day < 10 ? "0" : "")\(day)T\($0)" }
        }
      }
    }
  }
}
