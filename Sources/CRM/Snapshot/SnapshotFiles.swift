import Archives
import Glibc

/// The CSV files of a snapshot, wherever they lie: in a folder, in a zip, or in the several zips that Salesforce cuts
/// a large weekly export into.
struct SnapshotFiles {
  let path: String
  let limits: ArchiveLimits

  /// Hands every CSV file to `body`: its name within the snapshot, and its bytes.
  ///
  /// - Returns: what was left aside within the archives.
  /// - Throws: ``SnapshotRefusal`` where one of them cannot be read, and what `body` throws.
  func forEach(_ body: (_ name: String, _ fill: @escaping ByteFill) throws -> Void) throws -> [SnapshotNote] {
    if Self.isZip(path) { return try readZip(path, prefix: "", body) }
    var notes: [SnapshotNote] = []
    for name in try names() {
      let file = path.hasSuffix("/") ? path + name : path + "/" + name
      if Self.isZip(name) {
        notes += try readZip(file, prefix: name + "/", body)
      } else {
        try named(name) {
          let source = try FileByteSource(path: file)
          try body(name) { try source.read(into: $0) }
        }
      }
    }
    return notes
  }

  private func readZip(
    _ zip: String, prefix: String, _ body: (String, @escaping ByteFill) throws -> Void
  ) throws -> [SnapshotNote] {
    try named(prefix.isEmpty ? path : String(prefix.dropLast())) {
      let refusals = try ZipArchive(path: zip, limits: limits).forEachEntry(where: Self.isWanted) { entry in
        try body(prefix + entry.name) { try entry.read(into: $0) }
      }
      for refusal in refusals where refusal.reason != .nestedArchive {
        throw SnapshotRefusal(file: prefix + refusal.entry, fact: .entry(refusal))
      }
      let name = prefix.isEmpty ? path : String(prefix.dropLast())
      return refusals.map { SnapshotNote(file: name, fact: .entry($0)) }
    }
  }

  /// Gives failures of the system and of archives the place where they happened.
  private func named<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let failure as FileFailure {
      throw SnapshotRefusal(file: name, fact: .system(failure))
    } catch let failure as ArchiveFailure {
      throw SnapshotRefusal(file: name, fact: .archive(failure))
    }
  }

  /// The folder's CSV files and zips, sorted, without hidden and half-written ones.
  private func names() throws -> [String] {
    guard let folder = opendir(path) else {
      throw SnapshotRefusal(file: path, fact: .system(FileFailure(path: path, fact: .system(errno))))
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if Self.isWanted(name) || (Self.isZip(name) && !name.hasPrefix(".")) { names.append(name) }
    }
    return names.sorted()
  }

  private static func isZip(_ name: String) -> Bool { name.lowercased().hasSuffix(".zip") }

  /// `__MACOSX/._Account.csv` and its kind are not exports.
  private static func isWanted(_ name: String) -> Bool {
    name.lowercased().hasSuffix(".csv")
      && !name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }
}
