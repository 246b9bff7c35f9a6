import Foundation
import TestServers
import Testing

/// The fake org is held to simple-salesforce, which others wrote against the real thing.
struct IndependentClientTests {
  /// `make test` installs it; where PyPI could not be reached there is nobody to ask.
  private static let environment =
    URL(fileURLWithPath: FakeServer.scripts).deletingLastPathComponent()
    .deletingLastPathComponent().path + "/.build-python/clients"
  private static let isInstalled = FileManager.default.fileExists(atPath: environment + "/installed")

  @Test(.enabled(if: isInstalled, "simple-salesforce is not installed: make .build-python/clients/installed"))
  func aClientThatOthersWroteAgreesWithTheFake() throws {
    let org = try FakeOrg()
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.environment + "/bin/python")
    process.arguments = [FakeServer.scripts + "/check_salesforce.py", org.url, org.authority, org.signingKey]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
    #expect(said.hasSuffix("simple-salesforce agrees with the fake\n"))
  }
}
