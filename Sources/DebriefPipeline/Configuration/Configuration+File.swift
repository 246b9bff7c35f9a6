import Archives

extension Configuration {
  /// Reads a configuration file.
  ///
  /// - Throws: ``FileFailure`` where it cannot be opened, ``ConfigurationError`` for everything wrong in it.
  package init(file path: String) throws {
    let file = try FileByteSource(path: path)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while bytes.count <= ConfigurationFile.maxBytes {
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationError(
        path: path,
        problems: [ConfigurationProblem(line: 1, key: "", message: "the file is not UTF-8; save it again as UTF-8")])
    }
    try self.init(yaml: text, path: path)
  }
}

extension Configuration {
  /// Seconds of a duration as the configuration writes it: `90s`, `15m`, `36h`, `7d`.
  package static func duration(_ text: String) -> Int64? { ConfigurationSection.seconds(text) }
}
