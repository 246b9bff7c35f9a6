import Foundation

/// Certificates for servers on loopback, made once for each test process (Tests/Fakes/certificates.sh).
package struct Certificates: Sendable {
  package let folder: String
  /// The authority that signed them.
  package var authority: String { folder + "/ca.pem" }

  package static let shared = Result { try Certificates() }

  private init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/debrief-certificates-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    atexit {
      let folder = FileManager.default.temporaryDirectory.path + "/debrief-certificates-\(getpid())"
      try? FileManager.default.removeItem(atPath: folder)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [FakeServer.scripts + "/certificates.sh", folder]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw FakeServer.DidNotStart(name: "certificates.sh") }
  }
}
