import Calendars

/// A workflow's text, with fields in braces: `{opportunity} is in {stage_name} and has no end date.`
package struct WorkflowText: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case words(String)
    case field(WorkflowField)
    /// What changed, from what to what; of `field_changed` only.
    case change
  }

  /// As it was written.
  package var written: String
  package var parts: [Part]

  /// The placeholder that is no field.
  package static let change = "change"

  package init(_ text: String) throws(WorkflowFault) {
    written = text
    parts = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.words(String(rest[..<open]))) }
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "}") else { throw .unclosed(String(inside)) }
      let name = String(inside[..<close])
      if name == Self.change {
        parts.append(.change)
      } else if let field = WorkflowField(rawValue: name) {
        parts.append(.field(field))
      } else {
        throw .noField(name)
      }
      rest = inside[inside.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.words(String(rest))) }
  }

  /// The fields that it shows.
  package var fields: [WorkflowField] {
    parts.compactMap { if case .field(let field) = $0 { field } else { nil } }
  }

  /// The text for one record. What comes from a field is marked as a stranger's, and stays one line of text.
  package func filled(
    for subject: WorkflowSubject, changes: [FieldChange], _ zone: ZoneTransitions
  ) -> [MessageLine.Part] {
    parts.flatMap { part -> [MessageLine.Part] in
      switch part {
      case .words(let words): [.ours(words)]
      case .field(let field): [shown(subject[field], zone)]
      case .change:
        changes.enumerated().flatMap { index, change in
          [
            .ours("\(index == 0 ? "" : ", ")\(change.field.words) is now "), shown(change.value, zone),
            .ours(" (was "), shown(change.was, zone), .ours(")"),
          ]
        }
      }
    }
  }

  private func shown(_ value: FieldValue, _ zone: ZoneTransitions) -> MessageLine.Part {
    value.isBlank ? .ours("blank") : .theirs(MessageLine.oneLine(value.words(in: zone)))
  }
}

/// One field of an opportunity that differs between two snapshots.
package struct FieldChange: Hashable, Sendable {
  package var field: WorkflowField
  package var was: FieldValue
  package var value: FieldValue

  package init(field: WorkflowField, was: FieldValue, value: FieldValue) {
    self.field = field
    self.was = was
    self.value = value
  }
}
