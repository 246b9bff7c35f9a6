import Addresses
import Calendars
import DebriefCore
import Foundation
import Testing

@testable import DebriefStore

/// Foundation says what the JSON of a value is, and what a text means: the shorter way must say the same or step aside.
@Suite("The short way to JSON") struct PlainJSONTests {
  @Test func writesWhatFoundationWrites() throws {
    var values = RandomValues(seed: 31)
    for _ in 0..<1500 {
      try checkBothWays(ParticipantsColumn.Table(values.participants()))
      try checkBothWays(values.match())
      try checkBothWays(values.report())
      try checkBothWays(values.items())
      try checkBothWays(values.ids())
      try checkBothWays([values.text(), values.text()])
      try checkBothWays([Int.min, .max, 0, values.number()])
    }
  }

  @Test func writesEveryReasonOfAReportInFoundationsOrder() throws {
    var report = SourceReport()
    for (count, reason) in ReasonCode.allCases.enumerated() { report.setAside[reason.rawValue] = count }
    try checkBothWays(report)
  }

  @Test func takesEveryCharacterThatThereIs() throws {
    let scalars = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)
    for start in stride(from: 0, to: scalars.count, by: 4096) {
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars[start..<min(start + 4096, scalars.count)])
      try checkBothWays([text])
    }
  }

  /// Texts that were written well and then spoiled: by a token too few, too many or of another kind.
  @Test func readsNothingOtherwiseThanFoundation() throws {
    var values = RandomValues(seed: 32)
    for _ in 0..<1500 {
      try checkSpoiled(ParticipantsColumn.Table(values.participants()), &values)
      try checkSpoiled(values.match(), &values)
      try checkSpoiled(values.report(), &values)
      try checkSpoiled(values.ids(), &values)
      try checkSpoiled([values.text()], &values)
      try checkSpoiled([values.number()], &values)
    }
  }

  @Test(arguments: [
    #"{"b":["x"],"p":[{"b":0}]}"#, #"{"p":[{"b":0}],"b":["x"]}"#, #" { "b" : ["x"], "p": [{"b":0}] } "#,
    #"{"b":["x"],"p":[{"b":0,"a":null,"n":null}]}"#, #"{"b":["x"],"p":[{"b":0,"later":[1,{"a":2}]}],"z":null}"#,
    #"{"b":["\u0078"],"p":[{"b":0}]}"#, #"{"\u0062":["x"],"p":[{"b":0}]}"#, #"{"b":["x"],"p":[{"b":0.0}]}"#,
  ])
  func leavesOtherFormsOfTheSameToFoundation(_ text: String) throws {
    let participants = try ParticipantsColumn.decode(text)
    #expect(participants == [Participant(address: nil, written: "", name: "", kind: .internal, basis: "x")])
  }

  @Test(arguments: [
    "", "{", "[]x", #"{"b":[]}"#, #"{"p":[]}"#, #"{"b":["x"],"p":[{}]}"#, #"{"b":["x"],"p":[{"b":0,"k":"stranger"}]}"#,
    #"{"b":["x"],"p":[{"b":0,"a":"no address"}]}"#, #"{"b":["x"],"p":[{"b":1.5}]}"#, #"{"b":["\ud83d"],"p":[]}"#,
    "{\"b\":[\"\n\"],\"p\":[]}",
  ])
  func refusesWhatFoundationRefuses(_ text: String) {
    #expect(throws: (any Error).self) { try ParticipantsColumn.decode(text) }
  }

  // MARK: Comparing

  private func checkBothWays(_ value: some PlainJSON) throws {
    let text = JSONColumn.encode(value)
    #expect(Array(text.utf8) == Array(try foundation(value).utf8))
    var reader = JSONReader(text)
    #expect(try foundation(try reader.whole(type(of: value))) == text)
  }

  private func checkSpoiled<T: PlainJSON>(_ value: T, _ values: inout RandomValues) throws {
    let text = values.spoiled(JSONColumn.encode(value))
    let expected = try? foundation(JSONDecoder().decode(T.self, from: Data(text.utf8)))
    #expect((try? foundation(JSONColumn.decode(T.self, from: text))) == expected, "\(text)")
  }

  private func foundation(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
