import Foundation
import Testing

@testable import DebriefWeb

/// Whatever scalars a stranger writes, in whatever order: they stay in their place, and are read back by a parser that
/// is not ours.
@Suite("Nothing leaves its place") struct HTMLPropertyTests {
  private struct Found: Decodable {
    var texts: [String]
    var values: [String]
    var areas: [String]
    var shapes: [String]
  }

  /// The parts of payloads, and scalars that have broken escapers before.
  private static let pieces: [String] =
    [
      "<", ">", "&", "\"", "'", "`", "=", "/", "\\", "<!--", "-->", "]]>", "</textarea>", "</p>", "</title>",
      "<script>",
      "<svg onload=alert(1)>", "\" onfocus=alert(1) x=\"", "' onfocus=alert(1) x='", "&lt;", "&#60;", "&amp;lt;",
      "javascript:alert(1)", "\r\n", "\n", "\t", "\u{0}", "\u{1}", "\u{B}", "\u{C}", "\u{7F}", "\u{85}", "\u{A0}",
      "\u{AD}", "\u{300}", "\u{338}", "\u{20DD}", "\u{200B}", "\u{200D}", "\u{200F}", "\u{202E}", "\u{2066}",
      "\u{2028}",
      "\u{FEFF}", "\u{FFFD}", "\u{FF1C}", "\u{E0041}", "\u{10FFFD}", "😀", "👩‍👩‍👧", "é", "日本", "a", " ", "plain words",
    ]

  private static func random(_ generator: inout SplitMix) -> String {
    (0..<Int.random(in: 0...8, using: &generator)).map { _ in
      if Int.random(in: 0...4, using: &generator) == 0 {
        while true {
          if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x2_FFFF, using: &generator)), !isNoncharacter(scalar) {
            return String(Character(scalar))
          }
        }
      }
      return pieces[Int.random(in: 0..<pieces.count, using: &generator)]
    }.joined()
  }

  /// A parser may do with those what it likes; nobody writes them.
  private static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
  }

  @Test func everyTextIsReadBackAsWrittenByAnIndependentParser() throws {
    var generator = SplitMix(state: 20_261_121)
    let strings = Self.pieces + (0..<4000).map { _ in Self.random(&generator) }
    let page = document(lang: "en") {
      element("head", []) { element("title", []) { strings.prefix(200).joined() } }
      element("body", []) {
        for string in strings {
          div {
            p { string }
            input(.type("text"), .name("n"), .value(string))
            textarea(.name("t"), value: string)
          }
        }
      }
    }
    let found = try parsed(page.bytes)
    #expect(found.texts.count == strings.count)
    // No element, attribute or comment but those that the page is made of.
    let expected: Set = [
      "html lang", "head", "title", "body", "div", "p", "input name type value", "textarea name",
    ]
    #expect(Set(found.shapes) == expected)
    #expect(found.shapes.count == 4 + 4 * strings.count)
    for (index, string) in strings.enumerated() {
      #expect(scalars(found.texts[index]) == scalars(shown(string)), "text \(index)")
      #expect(scalars(found.values[index]) == scalars(kept(string)), "value \(index)")
      #expect(scalars(found.areas[index]) == scalars(kept(string)), "area \(index)")
    }
  }

  private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  /// As a reader should see it: what is hostile is spelled out. Written anew here, from docs/decisions/0032.
  private func shown(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let isControl = (value < 0x20 && value != 9 && value != 10) || (0x7F...0x9F).contains(value)
      let isTurning =
        [0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF].contains(value)
        || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) || (0xE0000...0xE007F).contains(value)
      if isControl || isTurning {
        shown += "\\u{\(String(value, radix: 16))}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// As a form brings it back: only what HTML cannot carry is replaced.
  private func kept(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let isControl = (value < 0x20 && value != 9 && value != 10) || (0x7F...0x9F).contains(value)
      kept.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(kept)
  }

  private func parsed(_ bytes: [UInt8]) throws -> Found {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("debrief-html-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (page, result) = (folder.appendingPathComponent("page"), folder.appendingPathComponent("result"))
    try Data(bytes).write(to: page)
    _ = FileManager.default.createFile(atPath: result.path, contents: nil)
    let parser = Process()
    parser.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    parser.arguments = [World.project + "/Tests/DebriefWebTests/parse_page.py"]
    parser.standardInput = try FileHandle(forReadingFrom: page)
    parser.standardOutput = try FileHandle(forWritingTo: result)
    try parser.run()
    parser.waitUntilExit()
    return try JSONDecoder().decode(Found.self, from: Data(contentsOf: result))
  }
}

/// A generator with a seed: a failure can be looked at again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
