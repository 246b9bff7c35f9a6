/// Reads a payload as it is about to leave and names everything that Slack would refuse: a second look with the table
/// of ``BlockKitLimits``, on the JSON itself rather than on the values that made it.
package enum BlockKitCheck {
  /// Problems of a message's arguments (`text`, `blocks`).
  package static func problems(ofMessage message: SlackJSON) -> [String] {
    var check = Walk()
    check.count(message["blocks"]?.array ?? [], atMost: BlockKitLimits.blocksOfMessage, "blocks")
    check.text(message["text"]?.string, atMost: BlockKitLimits.text, "text")
    for (index, block) in (message["blocks"]?.array ?? []).enumerated() { check.block(block, "blocks[\(index)]") }
    check.unique(message["blocks"]?.array ?? [])
    let total = text(in: message)
    if total >= BlockKitLimits.message { check.add("the message holds \(total) characters of text") }
    return check.problems
  }

  package static func problems(ofView view: SlackJSON) -> [String] {
    var check = Walk()
    check.count(view["blocks"]?.array ?? [], atMost: BlockKitLimits.blocksOfView, "blocks")
    if view["blocks"]?.array.isEmpty ?? true { check.add("blocks: a view needs one") }
    for name in ["title", "submit", "close"] where view[name] != nil {
      check.plain(view[name], atMost: BlockKitLimits.viewTitle, name)
    }
    if view["title"] == nil { check.add("title: a view needs one") }
    check.optional(view["private_metadata"]?.string, atMost: BlockKitLimits.privateMetadata, "private_metadata")
    check.text(view["callback_id"]?.string, atMost: BlockKitLimits.identifier, "callback_id")
    for (index, block) in (view["blocks"]?.array ?? []).enumerated() { check.block(block, "blocks[\(index)]") }
    check.unique(view["blocks"]?.array ?? [])
    return check.problems
  }

  /// How many UTF-16 units of text a payload shows, wherever they stand.
  package static func text(in json: SlackJSON) -> Int {
    switch json {
    case .array(let values): values.reduce(0) { $0 + text(in: $1) }
    case .object(let members):
      members.reduce(0) { sum, member in
        if member.key == "text", case .string(let text) = member.value { return sum + SlackText.length(text) }
        return sum + text(in: member.value)
      }
    case .string, .integer, .bool: 0
    }
  }
}

private struct Walk {
  private(set) var problems: [String] = []

  mutating func add(_ problem: String) { problems.append(problem) }

  mutating func count(_ list: [SlackJSON], atMost limit: Int, _ path: String) {
    if list.count > limit { add("\(path): \(list.count) of at most \(limit)") }
  }

  mutating func optional(_ text: String?, atMost limit: Int, _ path: String) {
    if let text, SlackText.length(text) > limit { add("\(path): \(SlackText.length(text)) of at most \(limit)") }
  }

  mutating func text(_ text: String?, atMost limit: Int, _ path: String) {
    guard let text, !text.isEmpty else { return add("\(path): is missing or empty") }
    optional(text, atMost: limit, path)
  }

  mutating func plain(_ object: SlackJSON?, atMost limit: Int, _ path: String) {
    guard let object else { return add("\(path): is missing") }
    if object["type"] != "plain_text" { add("\(path): is not plain_text") }
    if object["emoji"] != false { add("\(path): emoji codes are on") }
    text(object["text"]?.string, atMost: limit, path)
  }

  /// Slack refuses two blocks of one block_id.
  mutating func unique(_ blocks: [SlackJSON]) {
    var seen: Set<String> = []
    for id in blocks.compactMap({ $0["block_id"]?.string }) where !seen.insert(id).inserted {
      add("block_id \(id) stands twice")
    }
  }

  mutating func block(_ block: SlackJSON, _ path: String) {
    optional(block["block_id"]?.string, atMost: BlockKitLimits.identifier, "\(path).block_id")
    switch block["type"]?.string {
    case "header": plain(block["text"], atMost: BlockKitLimits.header, "\(path).text")
    case "divider": break
    case "section":
      let fields = block["fields"]?.array ?? []
      if block["text"] != nil || fields.isEmpty {
        plain(block["text"], atMost: BlockKitLimits.section, "\(path).text")
      }
      count(fields, atMost: BlockKitLimits.fields, "\(path).fields")
      for field in fields { plain(field, atMost: BlockKitLimits.field, "\(path).fields") }
      if let accessory = block["accessory"] { element(accessory, "\(path).accessory") }
    case "context":
      let elements = block["elements"]?.array ?? []
      if elements.isEmpty { add("\(path).elements: none") }
      count(elements, atMost: BlockKitLimits.context, "\(path).elements")
      for element in elements { plain(element, atMost: BlockKitLimits.field, "\(path).elements") }
    case "actions":
      let elements = block["elements"]?.array ?? []
      if elements.isEmpty { add("\(path).elements: none") }
      count(elements, atMost: BlockKitLimits.actions, "\(path).elements")
      for child in elements { element(child, "\(path).elements") }
      let ids = elements.compactMap { $0["action_id"]?.string }
      if Set(ids).count != ids.count { add("\(path): an action_id stands twice") }
    case "input":
      plain(block["label"], atMost: BlockKitLimits.label, "\(path).label")
      if block["hint"] != nil { plain(block["hint"], atMost: BlockKitLimits.hint, "\(path).hint") }
      if let child = block["element"] { element(child, "\(path).element") } else { add("\(path).element: is missing") }
    case let type: add("\(path): no block of type \(type ?? "none") is Debrief's")
    }
  }

  mutating func element(_ element: SlackJSON, _ path: String) {
    let type = element["type"]?.string ?? "none"
    let path = "\(path)(\(type))"
    text(element["action_id"]?.string, atMost: BlockKitLimits.identifier, "\(path).action_id")
    if element["placeholder"] != nil {
      plain(element["placeholder"], atMost: BlockKitLimits.placeholder, "\(path).placeholder")
    }
    switch type {
    case "button":
      plain(element["text"], atMost: BlockKitLimits.buttonText, "\(path).text")
      optional(element["value"]?.string, atMost: BlockKitLimits.buttonValue, "\(path).value")
      if let confirmation = element["confirm"] { confirm(confirmation, "\(path).confirm") }
    case "static_select", "multi_static_select": options(element, atMost: BlockKitLimits.options, path)
    case "external_select", "multi_external_select": chosen(element, path)
    case "radio_buttons", "checkboxes": options(element, atMost: BlockKitLimits.choices, path)
    case "plain_text_input":
      optional(element["initial_value"]?.string, atMost: BlockKitLimits.inputText, "\(path).initial_value")
    case "datepicker": break
    default: add("\(path): is no element of Debrief's")
    }
  }

  private mutating func options(_ element: SlackJSON, atMost limit: Int, _ path: String) {
    let options = element["options"]?.array ?? []
    if options.isEmpty { add("\(path).options: none") }
    count(options, atMost: limit, "\(path).options")
    for each in options { option(each, "\(path).options") }
    chosen(element, path)
    // Slack refuses an initial choice that is none of the options, to the letter.
    let initial = (element["initial_option"].map { [$0] } ?? []) + (element["initial_options"]?.array ?? [])
    for each in initial where !options.contains(each) { add("\(path): an initial choice is none of the options") }
  }

  private mutating func chosen(_ element: SlackJSON, _ path: String) {
    if let initial = element["initial_option"] { option(initial, "\(path).initial_option") }
    if let initial = element["initial_options"] {
      if initial.array.isEmpty { add("\(path).initial_options: none") }
      count(initial.array, atMost: BlockKitLimits.options, "\(path).initial_options")
      for each in initial.array { option(each, "\(path).initial_options") }
    }
  }

  private mutating func option(_ option: SlackJSON, _ path: String) {
    plain(option["text"], atMost: BlockKitLimits.optionText, "\(path).text")
    text(option["value"]?.string, atMost: BlockKitLimits.optionValue, "\(path).value")
    if option["description"] != nil {
      plain(option["description"], atMost: BlockKitLimits.optionDescription, "\(path).description")
    }
  }

  private mutating func confirm(_ confirmation: SlackJSON, _ path: String) {
    plain(confirmation["title"], atMost: BlockKitLimits.confirmTitle, "\(path).title")
    plain(confirmation["text"], atMost: BlockKitLimits.confirmText, "\(path).text")
    for name in ["confirm", "deny"] {
      plain(confirmation[name], atMost: BlockKitLimits.confirmButton, "\(path).\(name)")
    }
  }
}
