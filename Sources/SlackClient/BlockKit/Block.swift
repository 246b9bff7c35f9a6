/// One block of a message or a modal. Every text in it is plain.
package enum Block: Hashable, Sendable {
  case header(String)
  case section(String, accessory: Element? = nil, id: String? = nil)
  /// A heading and a text each, side by side where there is room.
  case fields([(name: String, text: String)])
  case context([String])
  case actions(id: String, [Element])
  case input(id: String, label: String, Element, isOptional: Bool = false, hint: String? = nil)
  case divider

  package static func == (a: Block, b: Block) -> Bool { a.json == b.json }
  package func hash(into hasher: inout Hasher) { hasher.combine(json) }

  package var json: SlackJSON {
    switch self {
    case .header(let text):
      .object(of: ["type": "header", "text": PlainText(text, limit: BlockKitLimits.header).json])
    case .section(let text, let accessory, let id):
      .object(of: [
        "type": "section", "block_id": id.map { .string($0) },
        "text": PlainText(text, limit: BlockKitLimits.section, keepsLineEnds: true).json, "accessory": accessory?.json,
      ])
    case .fields(let fields):
      .object(of: [
        "type": "section",
        "fields": .array(
          fields.prefix(BlockKitLimits.fields).map { field in
            // Slack has no bold in plain text: the name stands on a line of its own.
            PlainText("\(field.name)\n\(field.text)", limit: BlockKitLimits.field, keepsLineEnds: true).json
          }),
      ])
    case .context(let texts):
      .object(of: [
        "type": "context",
        "elements": .array(
          texts.prefix(BlockKitLimits.context).map { PlainText($0, limit: BlockKitLimits.field).json }),
      ])
    case .actions(let id, let elements):
      .object(of: [
        "type": "actions", "block_id": .string(id),
        "elements": .array(elements.prefix(BlockKitLimits.actions).map(\.json)),
      ])
    case .input(let id, let label, let element, let isOptional, let hint):
      .object(of: [
        "type": "input", "block_id": .string(id), "label": PlainText(label, limit: BlockKitLimits.label).json,
        "element": element.json, "optional": .bool(isOptional),
        "hint": hint.map { PlainText($0, limit: BlockKitLimits.hint).json },
      ])
    case .divider: .object(of: ["type": "divider"])
    }
  }
}
