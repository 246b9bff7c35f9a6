import Addresses

/// A text for a person or a channel, without any channel's markup: each courier escapes it in its own way.
package struct Message: Hashable, Sendable, Codable {
  package enum Recipient: Hashable, Sendable, Codable {
    case person(EmailAddress)
    /// As configured: `#sa-activity-emea`.
    case channel(String)

    /// For keys, lists and sorting; no channel is an address.
    package var description: String {
      switch self {
      case .person(let address): address.key
      case .channel(let name): name
      }
    }
  }

  /// A record that the message is about: what its buttons and links lead to.
  package enum Link: Hashable, Sendable, Codable {
    case prompt(Prompt.ID)
    case activity(Activity.ID)
    case opportunity(SalesforceID)
    case task(SalesforceID)

    package var text: String {
      switch self {
      case .prompt(let id): "prompt \(id)"
      case .activity(let id): "activity \(id)"
      case .opportunity(let id): "opportunity \(id)"
      case .task(let id): "task \(id)"
      }
    }
  }

  package var recipient: Recipient
  /// The refs of the workflows that speak in it, in their order: `wf-10, wf-13`.
  package var workflow: String
  /// Why it was sent, for logs.
  package var cause: String
  package var lines: [MessageLine]
  /// Of all lines, each once.
  package var links: [Link]

  package init(recipient: Recipient, workflow: String, cause: String, lines: [MessageLine], links: [Link]) {
    self.recipient = recipient
    self.workflow = workflow
    self.cause = cause
    self.lines = lines
    self.links = links
  }

  /// The whole of it where nothing but text can be shown.
  package var plainText: String { lines.map(\.plainText).joined(separator: "\n") }
}

/// One line of a message.
package struct MessageLine: Hashable, Sendable, Codable {
  package enum Role: String, Hashable, Sendable, Codable {
    /// Says what follows.
    case heading
    case text
    /// One of several, below a heading.
    case item
  }

  /// A piece of the line, by whose words they are.
  package enum Part: Hashable, Sendable, Codable {
    /// From the configuration: still plain text, but nobody's trick.
    case ours(String)
    /// From a calendar or the CRM. It has no control characters and no line ends; markup in it means nothing.
    case theirs(String)

    package var text: String {
      switch self {
      case .ours(let text), .theirs(let text): text
      }
    }
  }

  package var role: Role
  package var parts: [Part]
  package var link: Message.Link?

  package init(_ role: Role, _ parts: [Part], link: Message.Link? = nil) {
    self.role = role
    self.parts = parts
    self.link = link
  }

  package var plainText: String { (role == .item ? "- " : "") + parts.map(\.text).joined() }

  /// How much of one field is shown, in characters.
  static let longestField = 300

  /// A stranger's text as one bounded line: control and format characters, line ends included, become spaces.
  package static func oneLine(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        if safe.last != " " { safe.append(" ") }
      default: safe.append(scalar)
      }
    }
    let line = String(safe)
    return line.count <= longestField ? line : String(line.prefix(longestField - 1)) + "…"
  }
}
