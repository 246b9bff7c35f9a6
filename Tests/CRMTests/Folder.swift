import Foundation

/// A folder for one test, with the files that it is given; gone when the test is.
final class Folder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("debrief-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
    for (name, text) in files { try write(name, Data(text.utf8)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ data: Data) throws {
    try data.write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }
}

extension Folder {
  /// Packs texts by name with Python's zipfile, the other implementation of the format.
  func zip(_ name: String, _ files: [String: String]) throws {
    let contents = try Folder(
      Dictionary(uniqueKeysWithValues: files.keys.sorted().enumerated().map { ("\($0)", files[$1] ?? "") }))
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments =
      [
        "python3", "-c",
        """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
          for i, name in enumerate(sys.argv[3:]): z.write(f"{sys.argv[2]}/{i}", name)
        """, path + "/" + name, contents.path,
      ] + files.keys.sorted()
    try python.run()
    python.waitUntilExit()
    guard python.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
