import DebriefCore
import DebriefPipeline
import DebriefStore

/// One delivery, and what an admin does to it: what `debrief outbox retry`, `confirm` and `drop` do.
enum DeliveryPages {
  static func path(_ key: String) -> OwnPath { ("/deliveries/one" as OwnPath).query([("key", key)]) }

  static func show(_ context: PageContext) throws -> Page {
    guard let key = context.request.query["key"] else { throw NoSuchPage() }
    return try page(context, key)
  }

  static func retry(_ context: PageContext) throws -> Page { try perform(.retry, context) }

  static func confirm(_ context: PageContext) throws -> Page {
    try perform(.confirm(reference: context.request.form["reference"]), context)
  }

  static func drop(_ context: PageContext) throws -> Page {
    try perform(.drop(reason: context.request.form["reason"] ?? ""), context)
  }

  private static func desk(_ context: PageContext) -> OutboxDesk {
    OutboxDesk(store: context.store, person: context.viewer.email.key)
  }

  private static func perform(_ act: OutboxDesk.Act, _ context: PageContext) throws -> Page {
    let form = context.request.form
    guard let key = form["key"], try context.store.outboxRecord(key: key) != nil else { throw NoSuchPage() }
    do {
      _ = try desk(context).perform(act, on: key, seen: form["seen"].flatMap { Int($0) } ?? -1, at: context.now)
    } catch let missing as ReasonMissing {
      return try page(context, key, problem: missing.description)
    }
    return .redirect(to: path(key).query([("done", "1")]))
  }

  /// - Parameter problem: what keeps it from being given up.
  private static func page(_ context: PageContext, _ key: String, problem: String? = nil) throws -> Page {
    guard let record = try context.store.outboxRecord(key: key) else { throw NoSuchPage() }
    let item = try desk(context).item(record)
    let words = DeliveryWords(context, record)
    return Page(title: words.title, status: problem == nil ? 200 : 422) {
      if context.request.query["done"] != nil { notice(context, item) }
      div(.class("title")) {
        h1 { bdi(words.title) }
        p(.class("small")) { a(.href(DeliveriesPages.path)) { "All deliveries" } }
      }
      standing(words, item)
      acts(context, item, problem)
      h2 { "What happened" }
      ol(.class("happened")) {
        for line in item.history {
          li {
            span(.class("soft number")) { words.when(line) }
            span { bdi(words.sentence(line)) }
          }
        }
      }
      h2 { "What is sent" }
      DeliveryPayload(record.entry.delivery, columns: context.configuration.activities.columns).html
    }
  }

  /// What was done last, if it was the viewer: an address alone can make the page say nothing.
  @HTMLBuilder private static func notice(_ context: PageContext, _ item: OutboxDesk.Item) -> HTML {
    if let last = item.history.last, last.by == context.viewer.email.key {
      p(.class("notice"), Attribute(.role, "status")) {
        switch last.state {
        case .queued: "It goes out again with the next run, or with debrief push."
        case .done: "Noted: it has arrived."
        case .cancelled: "Given up: nobody will send it."
        case .sending, .unknown, .failed: "It was changed."
        }
      }
    }
  }

  private static func standing(_ words: DeliveryWords, _ item: OutboxDesk.Item) -> HTML {
    div(.class("standing stacked")) {
      p {
        words.tag
        " "
        bdi(words.standing)
      }
      if let why = item.record.why {
        p {
          bdi(why)
          if let field = item.record.field {
            " (field "
            code { bdi(field) }
            ")"
          }
        }
      }
      if !item.waitsFor.isEmpty {
        div {
          p { "It waits for:" }
          ul(.class("plain changes")) {
            for key in item.waitsFor { li { a(.href(path(key))) { bdi(key) } } }
          }
        }
      }
      p(.class("small soft")) {
        bdi("\(words.origin). \(words.asked) ")
        "Key "
        code { bdi(item.record.entry.key) }
      }
    }
  }

  // MARK: Acts

  @HTMLBuilder private static func acts(_ context: PageContext, _ item: OutboxDesk.Item, _ problem: String?) -> HTML {
    let record = item.record
    let isUnknown = record.state == .unknown
    if record.allows(.drop(reason: "-"), at: context.now) {
      section(.class("settle"), .label("What can be done")) {
        if record.allows(.retry, at: context.now) {
          form(context, item, "/deliveries/retry") {
            p(.class("hint")) {
              isUnknown
                ? "Only when you have seen that it did not arrive: otherwise it will be there twice."
                : "After you have corrected what was wrong. It goes with the next run."
            }
            button(isUnknown ? .class("plain") : .class("primary")) { "Send it again" }
          }
        }
        if record.allows(.confirm(reference: nil), at: context.now) {
          form(context, item, "/deliveries/confirm") {
            field("reference", "What it is called there, such as the task's id; may stay empty", "", problem: nil)
            button { "It has arrived" }
          }
        }
        form(context, item, "/deliveries/drop") {
          field("reason", "Why nobody is to send it", context.request.form["reason"] ?? "", problem: problem)
          button { "Give it up" }
        }
      }
    }
  }

  private static func form(
    _ context: PageContext, _ item: OutboxDesk.Item, _ path: OwnPath, @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    context.form(to: path, .class("panel stacked")) {
      hiddenInput("key", item.record.entry.key)
      hiddenInput("seen", String(item.history.count))
      content()
    }
  }

  private static func field(_ name: String, _ title: String, _ value: String, problem: String?) -> HTML {
    div(.class("field")) {
      label(.for(name)) { title }
      if let problem { p(.class("problem"), Attribute(.role, "alert"), .id("problem")) { problem } }
      voidElement(
        "input",
        [
          .id(name), .name(name), .type("text"), .value(value), Attribute(.autocomplete, "off"),
          Attribute(.maxlength, "1000"),
        ] + (problem == nil ? [] : [Attribute(.ariaInvalid, "true"), Attribute(.ariaDescribedby, "problem")]))
    }
  }
}

/// What a courier carries, field by field as text. Whatever signs or opens the way to a service is no part of it.
struct DeliveryPayload {
  private let fields: [(name: String, value: String)]

  init(_ delivery: Delivery, columns: DeliveryColumns) {
    var fields = columns.fields(of: delivery).map { (name: $0.column, value: $0.value) }
    switch delivery {
    case .task(let task):
      fields.append(("Who attended", task.call.contacts.map(\.description).joined(separator: ", ")))
      fields.append(
        ("Contacts to be created", task.call.newContacts.map { "\($0.name) <\($0.email)>" }.joined(separator: ", ")))
    case .message(let message):
      fields = [
        ("To", message.recipient.description), ("Workflow", message.workflow), ("Cause", message.cause),
        ("Text", message.plainText), ("About", message.links.map(\.text).joined(separator: ", ")),
      ]
    case .contact, .contactRole, .opportunity, .proofOfValue: break
    }
    self.fields = fields.filter { !$0.value.isEmpty }
  }

  var html: HTML {
    dl(.class("payload")) {
      for field in fields {
        div {
          dt { bdi(field.name) }
          dd { bdi(field.value) }
        }
      }
    }
  }
}
