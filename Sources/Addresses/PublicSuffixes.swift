import CLibPSL
import Glibc

/// The Public Suffix List: which names companies register their own names under.
///
/// Taken from the configured file if there is one, else the system's (Debian's package `publicsuffix`), else the
/// copy inside libpsl. Immutable once loaded, and libpsl only reads it, so one list serves every task.
@safe package final class PublicSuffixes: Sendable {
  /// Where the rules came from, for `doctor`.
  package struct Source: Sendable, Hashable {
    package enum Origin: Sendable, Hashable { case file(String), builtIn }
    package let origin: Origin
    /// What the list calls its version, `2026-02-09_14-48-41_UTC`; older lists do not say.
    package let version: String?
    /// The file's time, for the built-in list that of the file it was made from; seconds since 1970, 0 = unknown.
    package let madeAt: Int64
    package let suffixes: Int
    package let libraryVersion: String
  }

  package struct LoadError: Error, Equatable, CustomStringConvertible {
    package let path: String
    package var description: String {
      "\(path) is not a readable Public Suffix List; download public_suffix_list.dat from https://publicsuffix.org."
    }
  }

  package let source: Source
  private nonisolated(unsafe) let list: OpaquePointer  // psl_ctx_t *
  private let isOwned: Bool

  /// - Parameters:
  ///   - file: the list to use, or nil for the system's. A named file that cannot be read is an error, never a silent
  ///     fall-back.
  ///   - lookUps: about how many names will be looked up. It decides between two forms of the same list: few are answered
  ///     sooner by the one that need not be loaded.
  package static func load(file: String?, lookUps: Int = .max) throws(LoadError) -> PublicSuffixes {
    if let file {
      guard let list = unsafe psl_load_file(file) else {
        throw LoadError(path: file)
      }
      return unsafe PublicSuffixes(list: list, path: file)
    }
    for path in systemFiles(lookUps: lookUps) {
      if let list = unsafe psl_load_file(path) { return unsafe PublicSuffixes(list: list, path: path) }
    }
    guard let list = unsafe psl_builtin() else { throw LoadError(path: "libpsl's own copy") }
    return unsafe PublicSuffixes(list: list, path: nil)
  }

  /// The list as text loads in 8 ms instead of 0.1, and answers in 0.4 µs instead of 1.7.
  private static func systemFiles(lookUps: Int) -> [String] {
    let (text, automaton) = (systemFolder + "public_suffix_list.dat", systemFolder + "public_suffix_list.dafsa")
    // A text that is newer was put there by somebody, and says something else.
    let isSame = modificationTime(of: automaton) >= modificationTime(of: text)
    return lookUps < 6_000 && isSame ? [automaton, text] : [text, automaton]
  }

  private static let systemFolder = "/usr/share/publicsuffix/"

  @unsafe private init(list: OpaquePointer, path: String?) {
    unsafe self.list = unsafe list
    isOwned = path != nil
    let madeAt = path.map { Self.modificationTime(of: $0) } ?? Int64(psl_builtin_file_time())
    source = unsafe Source(
      origin: path.map { .file($0) } ?? .builtIn, version: path.flatMap { Self.version(of: $0) }, madeAt: madeAt,
      suffixes: max(0, Int(psl_suffix_count(list))), libraryVersion: String(cString: psl_get_version()))
  }

  private static func modificationTime(of path: String) -> Int64 {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int64(status.st_mtim.tv_sec) : 0
  }

  /// The line `// VERSION: …` near the start of a list in text form.
  private static func version(of path: String) -> String? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(file) }
    var start = [UInt8](repeating: 0, count: 1_024)
    let count = unsafe start.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, file) }
    start.removeLast(start.count - count)
    let marker = "// VERSION: "
    let lines = start.split(separator: UInt8(ascii: "\n"))
    guard let line = lines.first(where: { $0.starts(with: marker.utf8) }) else { return nil }
    return String(decoding: line.dropFirst(marker.utf8.count), as: UTF8.self)
  }

  deinit { if isOwned { unsafe psl_free(list) } }

  /// The name that a company registered: `pepsi.example.co.uk` → `example.co.uk`. Nil for a public suffix.
  package func registrableDomain(of host: HostName) -> HostName? {
    unsafe host.ascii.withCString { name in
      guard let found = unsafe psl_registrable_domain(list, name) else { return nil }
      // libpsl points into `name`, which is in lower case and ASCII already.
      return HostName(checked: unsafe String(cString: found))
    }
  }

  package func isPublicSuffix(_ host: HostName) -> Bool { isSuffix(host.ascii, type: PSL_TYPE_ANY) }

  /// Whether `name` is a suffix of the list's ICANN section: one that a registry runs, not a hosting company.
  func isRegistrySuffix(_ name: String) -> Bool { isSuffix(name, type: PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) }

  private func isSuffix(_ name: String, type: CInt) -> Bool {
    unsafe name.withCString { name in unsafe psl_is_public_suffix2(list, name, type) } == 1
  }
}
