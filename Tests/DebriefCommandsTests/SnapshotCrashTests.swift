import Foundation
import Testing

/// An import that is killed leaves the snapshot before it, whole, or has put the new one in its place, whole.
@Suite(.serialized) struct SnapshotCrashTests {
  private static let calls = "pwrite64,write,fsync,fdatasync,ftruncate,unlink"

  /// An installation whose export has been imported and has grown since; and the records before and after.
  private func installation() throws -> (Installation, before: String, after: String) {
    let installation = try Installation(crm: "crm")
    try FileManager.default.copyItem(
      atPath: Installation.fixtures + "/crm/weekly", toPath: installation.folder + "/crm")
    #expect(try installation.debrief("run", "--only", "snapshot").exitCode == 0)
    let before = try records(installation)
    let kept = installation.folder + "/kept"
    try FileManager.default.copyItem(atPath: installation.state, toPath: kept)
    let path = installation.folder + "/crm/Account.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try installation.write(text.replacing(".example\"", with: ".test\""), to: "crm/Account.csv")
    #expect(try installation.debrief("run", "--only", "snapshot").exitCode == 0)
    let after = try records(installation)
    #expect(before != after)
    try restore(installation)
    return (installation, before, after)
  }

  private func restore(_ installation: Installation) throws {
    try FileManager.default.removeItem(atPath: installation.state)
    try FileManager.default.copyItem(atPath: installation.folder + "/kept", toPath: installation.state)
  }

  /// The CRM's records and the snapshot's own row, without the gates that only spare a look at the files.
  private func records(_ installation: Installation) throws -> String {
    let tables = try installation.dump().split(separator: "\n# ")
    return tables.filter { $0.hasPrefix("crm_") || $0.hasPrefix("snapshot") }.joined(separator: "\n# ")
  }

  @Test(.enabled(if: Command.canTrace)) func killedAnywhereTheImportIsDoneOrHasNotBegun() throws {
    let (installation, before, after) = try installation()
    let log = installation.folder + "/trace"
    let strace = ["/usr/bin/strace", "-f", "-qq"]
    let traced = installation.command(
      through: strace + ["-o", log, "-e", "trace=\(Self.calls)"], ["run", "--only", "snapshot"])
    #expect(try traced.run().exitCode == 0)
    let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count { $0.contains("(") }
    var (killed, old, new) = (0, 0, 0)
    let points = 16
    for point in 1...points {
      try restore(installation)
      let call = max(1, calls * point / points)
      let run = installation.command(
        through: strace + [
          "-o", "/dev/null", "-e", "trace=\(Self.calls)", "-e", "inject=\(Self.calls):signal=SIGKILL:when=\(call)",
        ], ["run", "--only", "snapshot"])
      if try run.run().exitCode == 137 { killed += 1 }
      let found = try records(installation)
      if found == before { old += 1 } else if found == after { new += 1 }
      #expect(found == before || found == after, "killed at call \(call): \(LogicalDump.difference(before, found))")
      #expect(try installation.debrief("run", "--only", "snapshot").exitCode == 0)
      #expect(try records(installation) == after, "killed at call \(call), then run again")
    }
    // A harness that kills nobody, or only after the work, proves nothing.
    #expect(killed > points / 2)
    #expect(old > 0)
    #expect(old + new == points)
  }
}
