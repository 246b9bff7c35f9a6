import DebriefCore

/// A prompt as a message or a form names it: its id, and how long its history was when it was shown. What happened to
/// the prompt since then is not overwritten.
package struct PromptReference: Hashable, Sendable, CustomStringConvertible {
  package var id: Prompt.ID
  package var seenEvents: Int

  package init(id: Prompt.ID, seenEvents: Int) {
    self.id = id
    self.seenEvents = seenEvents
  }

  /// `5ev7wtkwv2qt:3`.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), let seen = Int(parts[1]), seen >= 0 else {
      return nil
    }
    id = String(parts[0])
    seenEvents = seen
  }

  package var description: String { "\(id):\(seenEvents)" }
}

/// The block_id of what can be chosen in a prompt's message: a select sends its choice alone, so the block says which
/// prompt it is about.
struct BlockName {
  var name: String
  var reference: PromptReference
  /// Ids of records, where the choice is about one.
  var records: [String] = []

  init(_ name: String, _ reference: PromptReference, records: [String] = []) {
    self.name = name
    self.reference = reference
    self.records = records
  }

  init?(_ text: String) {
    let parts = text.split(separator: "|").map(String.init)
    guard parts.count >= 2, let reference = PromptReference(parts[1]) else { return nil }
    self.init(parts[0], reference, records: Array(parts.dropFirst(2)))
  }

  var text: String { ([name, reference.description] + records).joined(separator: "|") }
}
