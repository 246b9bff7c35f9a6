import Foundation
import Glibc
import Testing

@testable import Archives

/// A folder for one test; gone when the test is.
private final class Folder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("debrief-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Runs Python's zipfile, the other implementation of the format: `z` is the open archive.
  func zip(_ name: String, _ script: String) throws -> String {
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let path = self.path + "/" + name
    python.arguments = [
      "python3", "-W", "ignore", "-c",
      "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:\n"
        + script.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"), path,
    ]
    try python.run()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    return path
  }
}

/// What an archive gave: texts by name, what was left out, and why it ended early.
private struct Walk {
  var texts: [String: String] = [:]
  var refusals: [EntryRefusal] = []
  var failure: ArchiveFailure.Reason?

  init(_ path: String, limits: ArchiveLimits = .calendars, wanted: String = ".ics") throws {
    var texts: [String: String] = [:]
    do {
      refusals = try ZipArchive(path: path, limits: limits).forEachEntry(where: { $0.hasSuffix(wanted) }) { entry in
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1000)
        while true {
          let count = try piece.withUnsafeMutableBytes { try entry.read(into: $0) }
          if count == 0 { break }
          bytes += piece[..<count]
        }
        texts[entry.name] = String(decoding: bytes, as: UTF8.self)
      }
    } catch let error as ArchiveFailure {
      failure = error.reason
    }
    self.texts = texts
  }
}

@Suite("Zip archives") struct ZipArchiveTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test func entriesAreReadAsAStreamInTheirOrder() throws {
    let zip = try folder.zip(
      "takeout.zip",
      """
      z.writestr("Takeout/Calendar/ada@seller.example.ics", "BEGIN:VCALENDAR" * 5000)
      z.writestr("Takeout/Kalender/Müller.ics", "two")
      z.writestr("Takeout/archive_browser.html", "<html>")
      z.writestr("Takeout/empty.ics", "")
      """)
    let walk = try Walk(zip)
    #expect(walk.failure == nil)
    #expect(walk.refusals.isEmpty)
    #expect(walk.texts.count == 3)
    #expect(walk.texts["Takeout/Calendar/ada@seller.example.ics"]?.utf8.count == 75_000)
    #expect(walk.texts["Takeout/Kalender/Müller.ics"] == "two")
    #expect(walk.texts["Takeout/empty.ics"] == "")
  }

  @Test func linksClimbingNamesAndNestedArchivesAreLeftOutByName() throws {
    let zip = try folder.zip(
      "evil.zip",
      """
      link = zipfile.ZipInfo("link.ics")
      link.create_system = 3
      link.external_attr = 0o120777 << 16
      z.writestr(link, "/etc/passwd")
      z.writestr("../../up.ics", "x")
      z.writestr("/root.ics", "x")
      z.writestr("a/..\\\\..\\\\b.ics", "x")
      z.writestr("C:/c.ics", "x")
      z.writestr("inner.zip", "PK")
      z.writestr("folder.ics/", "")
      z.writestr("\\x1b[31mred\\u202e.ics", "x")
      z.writestr("good.ics", "good")
      """)
    let walk = try Walk(zip)
    #expect(walk.texts["good.ics"] == "good")
    #expect(walk.texts.count == 2)
    let reasons = Dictionary(walk.refusals.map { ($0.entry, $0.reason) }) { first, _ in first }
    #expect(reasons["link.ics"] == .link)
    #expect(reasons["inner.zip"] == .nestedArchive)
    #expect(reasons.values.count { $0 == .climbingName } == 4)
    #expect(walk.texts.keys.map(printable).contains("\\u{1B}[31mred\\u{202E}.ics"))
  }

  @Test func aBombStopsAtWhatItUnpacksToNotAtWhatItClaims() throws {
    let zip = try folder.zip(
      "bomb.zip",
      """
      for i in range(3):
        with z.open(f"{i}.ics", "w", force_zip64=True) as f:
          for _ in range(64): f.write(bytes(1 << 20))
      """)
    #expect(try Walk(zip).failure == .tooDense(ratio: 200))
    var limits = ArchiveLimits.calendars
    limits.ratio = 1_000_000
    limits.totalBytes = 100 << 20
    #expect(try Walk(zip, limits: limits).failure == .tooLarge(limit: 100 << 20))
    limits.totalBytes = 1 << 40
    limits.entryBytes = 1 << 20
    let walk = try Walk(zip, limits: limits)
    #expect(walk.failure == nil)
    #expect(walk.refusals.map(\.reason) == Array(repeating: .tooLarge(limit: 1 << 20), count: 3))
  }

  @Test func tooManyEntriesEndTheWalk() throws {
    let zip = try folder.zip("many.zip", "for i in range(5001): z.writestr(f'{i}.txt', '')")
    #expect(try Walk(zip).failure == .tooManyEntries(limit: 5_000))
  }

  @Test func aDamagedArchiveIsNamedWhereverItBreaks() throws {
    let zip = try folder.zip("cut.zip", "z.writestr('a.ics', bytes(range(256)) * 400)\nz.writestr('b.ics', 'b')")
    let whole = try Data(contentsOf: URL(fileURLWithPath: zip))
    for length in stride(from: 0, to: whole.count, by: 37) {
      try whole.prefix(length).write(to: URL(fileURLWithPath: zip))
      do {
        let walk = try Walk(zip)
        #expect(walk.failure != nil || !walk.refusals.isEmpty, "cut at \(length)")
      } catch is ArchiveFailure {}
    }
    var lies = whole
    lies[60] ^= 0xFF
    try lies.write(to: URL(fileURLWithPath: zip))
    let walk = try Walk(zip)
    #expect(walk.failure != nil || walk.refusals.count == 1)
  }

  @Test func aReaderKeptBeyondItsEntryIsAtItsEnd() throws {
    let zip = try folder.zip("kept.zip", "z.writestr('a.ics', 'a')")
    var kept: ZipEntry?
    _ = try ZipArchive(path: zip, limits: .calendars).forEachEntry(where: { _ in true }) { kept = $0 }
    var buffer = [UInt8](repeating: 0, count: 10)
    #expect(try buffer.withUnsafeMutableBytes { try kept?.read(into: $0) } == 0)
  }

  @Test func whatIsNoZipSaysSo() throws {
    try Data("BEGIN:VCALENDAR\r\n".utf8).write(to: URL(fileURLWithPath: folder.path + "/x.zip"))
    #expect(throws: ArchiveFailure.self) { _ = try ZipArchive(path: folder.path + "/x.zip", limits: .calendars) }
  }
}

@Suite("Files") struct FileByteSourceTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test func readsAFileAndStartsOver() throws {
    let path = folder.path + "/a.ics"
    try Data("0123456789".utf8).write(to: URL(fileURLWithPath: path))
    let source = try FileByteSource(path: path)
    var buffer = [UInt8](repeating: 0, count: 7)
    #expect(source.size == 10)
    #expect(try buffer.withUnsafeMutableBytes { try source.read(into: $0) } == 7)
    #expect(try buffer.withUnsafeMutableBytes { try source.read(into: $0) } == 3)
    #expect(try buffer.withUnsafeMutableBytes { try source.read(into: $0) } == 0)
    #expect(try source.rewind())
    #expect(try buffer.withUnsafeMutableBytes { try source.read(into: $0) } == 7)
  }

  @Test(.timeLimit(.minutes(1))) func whatIsNoFileIsToldAtOnce() throws {
    let fifo = folder.path + "/fifo.ics"
    try #require(mkfifo(fifo, 0o600) == 0)
    #expect(throws: FileFailure(path: fifo, fact: .notAFile(kind: "a FIFO"))) { try FileByteSource(path: fifo) }
    #expect(throws: FileFailure(path: folder.path, fact: .notAFile(kind: "a directory"))) {
      try FileByteSource(path: folder.path)
    }
    let zero = folder.path + "/zero.ics"
    try #require(symlink("/dev/zero", zero) == 0)
    #expect(throws: FileFailure(path: zero, fact: .notAFile(kind: "a device"))) { try FileByteSource(path: zero) }
    #expect(throws: FileFailure(path: "/nowhere.ics", fact: .system(ENOENT))) {
      try FileByteSource(path: "/nowhere.ics")
    }
    let loop = folder.path + "/loop.ics"
    try #require(symlink(loop, loop) == 0)
    #expect(throws: FileFailure(path: loop, fact: .system(ELOOP))) { try FileByteSource(path: loop) }
  }

  @Test func theMessageNamesPathAndReasonWithoutControlCharacters() {
    let failure = FileFailure(path: "/tmp/\u{1B}[2Jx.ics", fact: .system(EACCES))
    #expect(failure.description == "/tmp/\\u{1B}[2Jx.ics: Permission denied")
  }
}
