import Addresses
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore
import Foundation

/// What `doctor` found, in the order in which a run needs it.
struct Checkup: Encodable {
  struct Finding: Encodable {
    enum State: String, Encodable {
      case fine
      /// Worth knowing; nothing has to be done.
      case note
      /// A person has to do something.
      case attention
    }

    var subject: String
    var state: State
    var message: String
  }

  private(set) var schema = "debrief.doctor/1"
  private(set) var findings: [Finding] = []
  var needsAHand: Bool { findings.contains { $0.state == .attention } }

  /// Days after which an export seems to have stopped: nobody's calendar stands still for longer.
  private static let oldExport: Int64 = 3
  /// Bytes below which the next run may fail.
  private static let freeBytes: Int64 = 64 << 20

  init(findings: [Finding]) { self.findings = findings }

  init(_ configuration: Configuration, now: Instant) {
    add("configuration", .fine, "\(configuration.path): \(configuration.solutionArchitects.count) SAs")
    checkState(configuration.stateFolder)
    let store = checkDatabase(configuration.stateFolder)
    checkLock(configuration.stateFolder)
    checkSnapshot(configuration, store, now)
    checkCalendars(configuration, store, now)
    checkOutbox(store)
    checkLists(configuration, now)
  }

  private mutating func add(_ subject: String, _ state: Finding.State, _ message: String) {
    findings.append(Finding(subject: subject, state: state, message: message))
  }

  private mutating func checkState(_ folder: String) {
    var status = stat()
    if stat(folder, &status) != 0 {
      add("state", .note, "\(folder) does not exist yet: 'debrief run' makes it")
    } else if status.st_mode & 0o077 != 0 {
      add("state", .attention, "\(folder) is open to other users: chmod -R go= \(folder)")
    } else if status.st_uid != geteuid() {
      add("state", .attention, "\(folder) belongs to another user: run debrief as the one who owns it")
    } else {
      let open = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter { name in
        stat("\(folder)/\(name)", &status) == 0 && status.st_mode & 0o077 != 0
      }
      if open.isEmpty {
        add("state", .fine, "\(folder) is its owner's alone")
      } else {
        add("state", .attention, "other users can read \(open.joined(separator: ", ")): chmod -R go= \(folder)")
      }
    }
    checkSpace(folder)
  }

  private mutating func checkSpace(_ folder: String) {
    var space = statvfs()
    // Before the first run the folder's own parent tells.
    guard statvfs(folder, &space) == 0 || statvfs((folder as NSString).deletingLastPathComponent, &space) == 0 else {
      return
    }
    let free = Int64(space.f_bavail) * Int64(space.f_frsize)
    let text = "\(free >> 20) MiB free where \(folder) is"
    add("disk", free < Self.freeBytes ? .attention : .fine, free < Self.freeBytes ? "only \(text): make room" : text)
  }

  private mutating func checkDatabase(_ folder: String) -> Store? {
    do {
      guard let health = try Store.health(ofFolder: folder) else {
        add("database", .note, "none yet: 'debrief run' makes it")
        return nil
      }
      let size = "\(max(1, health.bytes >> 10)) KiB"
      if let fault = health.faults.first {
        add("database", .attention, "it is damaged: \(fault). Move it away and run again, or restore a backup")
        return nil
      }
      if health.isFromNewerVersion {
        add("database", .attention, "a newer Debrief made it: run that version, or restore a backup")
        return nil
      }
      let pending = health.pendingMigrations
      if !pending.isEmpty {
        add("database", .note, "sound, \(size); the next run brings it up to date: \(pending.joined(separator: ", "))")
        return nil
      }
      add("database", .fine, "sound and up to date, \(size)")
      return try Store(folder: folder)
    } catch {
      add("database", .attention, "\(error)")
      return nil
    }
  }

  private mutating func checkLock(_ folder: String) {
    if let holder = RunLock.holder(folder: folder) {
      add("lock", .note, "a run is under way: \(holder)")
    } else {
      add("lock", .fine, "no run is under way")
    }
  }

  private mutating func checkSnapshot(_ configuration: Configuration, _ store: Store?, _ now: Instant) {
    if let path = configuration.crm.snapshot {
      if !FileManager.default.fileExists(atPath: path) {
        add("snapshot", .attention, "\(path) does not exist: export the CRM, or correct crm.snapshot")
      }
    } else if !configuration.crm.readsSalesforce {
      add("snapshot", .attention, "crm.snapshot is not set, so no meeting can be matched")
      return
    }
    guard let store else { return }
    do {
      guard let current = try store.currentSnapshot() else {
        add("snapshot", .attention, "none was imported yet, so no meeting can be matched: 'debrief run' says why")
        return
      }
      let rows = current.counts.sorted { $0.key < $1.key }
        .map { "\($0.value.records) \($0.key.rawValue)" }.joined(separator: ", ")
      let asOf = try store.snapshotAsOf() ?? current.importedAt
      let isOld = now.seconds(since: asOf) > configuration.crm.maxAge
      add(
        "snapshot", isOld ? .attention : .fine,
        "imported at \(asOf)\(isOld ? ", longer ago than crm.max_age allows: export the CRM" : ""): \(rows)"
      )
    } catch {
      add("snapshot", .attention, "\(error)")
    }
  }

  /// What no courier can settle.
  private mutating func checkOutbox(_ store: Store?) {
    guard let store, let records = try? store.outboxRecords(in: [.failed, .unknown], limit: 1000) else { return }
    let failed = records.count { $0.state == .failed }
    let unclear = records.count { $0.isForPerson && $0.state == .unknown }
    if failed > 0 {
      add("outbox", .attention, "deliveries that failed and wait for a person: \(failed); see 'debrief outbox'")
    }
    if unclear > 0 {
      add(
        "outbox", .attention,
        "deliveries that may have arrived, which only a person can tell: \(unclear); see 'debrief outbox'")
    }
  }

  private mutating func checkCalendars(_ configuration: Configuration, _ store: Store?, _ now: Instant) {
    let stored = (try? store?.sources()) ?? [:]
    let (calendars, missing) = CalendarHealth.all(
      configuration, stored: stored, forgotten: (try? store?.forgottenPeople()) ?? ForgottenPeople())
    for source in missing {
      let fact = source.feed.map { "feed \($0.name) has no copy yet: 'debrief run' fetches it, or says why not" }
      add("calendar", .attention, fact ?? "\(source.path) (line \(source.line)) leads to no file")
    }
    for calendar in calendars { check(calendar, now) }
    let owners = Set(stored.values.compactMap(\.owner))
    if !stored.isEmpty {
      for architect in configuration.solutionArchitects where !owners.contains(architect.email.key) {
        add("calendar", .attention, "\(architect.email.key) has none, so no prompts either")
      }
    }
    checkClock(calendars)
  }

  private mutating func check(_ calendar: CalendarHealth, _ now: Instant) {
    if let failure = calendar.failure {
      add("calendar", .attention, failure)
      return
    }
    let days = calendar.writtenAt.map { now.seconds(since: $0) / 86_400 } ?? 0
    let age = calendar.writtenAt.map { ", written at \($0)" } ?? ""
    let owner = calendar.owners.isEmpty ? "" : " of \(calendar.owners.joined(separator: ", "))"
    let reading = calendar.isRead ? "" : ", changed or new since the last run"
    if days > Self.oldExport {
      add("calendar", .attention, "\(calendar.path)\(owner)\(age), \(days) days ago: has its export stopped?")
    } else {
      add("calendar", calendar.isRead ? .fine : .note, "\(calendar.path)\(owner)\(age)\(reading)")
    }
    for remark in calendar.remarks { add("calendar", .attention, remark) }
  }

  /// A clock that is behind the newest file by a day is wrong, or was when the file was written.
  private mutating func checkClock(_ calendars: [CalendarHealth]) {
    let clock = Instant(secondsSinceEpoch: Int64(time(nil)))
    if let newest = calendars.compactMap(\.writtenAt).max(), newest.seconds(since: clock) > 86_400 {
      add("clock", .attention, "it says \(clock), but a calendar was written at \(newest): set it right")
    } else {
      add("clock", .fine, "it says \(clock)")
    }
  }

  private mutating func checkLists(_ configuration: Configuration, _ now: Instant) {
    do {
      let source = try PublicSuffixes.load(file: configuration.publicSuffixFile).source
      let from =
        switch source.origin {
        case .file(let path): path
        case .builtIn: "libpsl's own copy"
        }
      let made = Instant(secondsSinceEpoch: source.madeAt)
      let isOld = source.madeAt > 0 && now.seconds(since: made) > 2 * 365 * 86_400
      add(
        "suffixes", isOld ? .note : .fine,
        "\(from), made at \(made)\(isOld ? ", over two years ago; public_suffix_list may name a newer one" : "")")
    } catch {
      add("suffixes", .attention, "\(error)")
    }
    if TimeCache().zone(named: "Europe/Berlin") == nil {
      add("time zones", .attention, "the system has no time zone data: install the package tzdata")
    } else {
      add("time zones", .fine, "present; the configuration's is \(configuration.timeZone)")
    }
  }
}
