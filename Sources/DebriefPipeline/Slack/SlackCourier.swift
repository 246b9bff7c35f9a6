import Addresses
import Calendars
import DebriefCore
import DebriefStore
import SlackClient

/// Carries messages to Slack: a prompt as its card with buttons, an activity as the region's post, everything else as
/// lines. An SA gets so many messages of their own in a day; the rest stand in one digest that grows.
package struct SlackCourier: Courier {
  let configuration: Configuration
  let store: Store
  let api: SlackAPI
  let pace: SlackPace

  package let name = "slack"

  package init(configuration: Configuration, store: Store, api: SlackAPI, pace: SlackPace) {
    self.configuration = configuration
    self.store = store
    self.api = api
    self.pace = pace
  }

  private var directory: SlackDirectory { SlackDirectory(configuration: configuration, store: store, api: api) }
  private var cards: SlackCards { SlackCards(configuration: configuration, store: store) }

  package func accepts(_ delivery: Delivery) -> Bool { delivery.isMessage }

  package func send(_ parcels: [Parcel]) -> [DeliveryResult] { parcels.map(send) }

  private func send(_ parcel: Parcel) -> DeliveryResult {
    guard case .message(let message) = parcel.entry.delivery else {
      return .failed(why: "Slack takes messages only", field: nil)
    }
    do {
      return .done(reference: try deliver(message, parcel))
    } catch let failure as SlackFailure {
      return result(of: failure, recipient: message.recipient, at: parcel.now)
    } catch {
      // Ours, not Slack's: what was posted before it is found again by its key.
      return .unknown(why: "\(store.explained(error))")
    }
  }

  private func result(of failure: SlackFailure, recipient: Message.Recipient, at now: Instant) -> DeliveryResult {
    switch failure {
    case .rateLimited(let seconds): return .retry(after: Int64(seconds), why: "\(failure)")
    case .notSent: return .unavailable(after: nil, why: "\(failure)")
    case .unknown: return .unknown(why: "\(failure)")
    case .installation: return .unavailable(after: nil, why: "\(failure)")
    case .refused(let code):
      // A channel that was renamed or made anew is looked up again.
      if code == "channel_not_found", case .channel(let name) = recipient {
        try? store.save(slackChannel: name, id: nil, at: now)
      }
      return .failed(why: "\(recipient.description): \(failure)", field: nil)
    }
  }

  /// Returns where the message stands; nil where there was nothing left to say.
  private func deliver(_ message: Message, _ parcel: Parcel) throws -> String? {
    if let known = try store.slackMessage(key: parcel.entry.key) { return Self.reference(known.channel, known.ts) }
    switch message.recipient {
    case .channel(let name):
      guard let content = try content(of: message) else { return nil }
      let channel = try directory.channel(named: name, at: parcel.now)
      var record = try post(content, to: channel, key: parcel.entry.key, at: parcel.now)
      try save(&record, content)
      return Self.reference(record.channel, record.ts)
    case .person(let address): return try deliver(message, to: address, parcel)
    }
  }

  private func deliver(_ message: Message, to address: EmailAddress, _ parcel: Parcel) throws -> String? {
    guard let content = try content(of: message) else { return nil }
    let (_, channel) = try directory.account(of: address, at: parcel.now)
    let day = day(of: parcel.now, for: address)
    let isInDigest = try store.slackDigestDay(ofKey: parcel.entry.key) != nil
    if try isInDigest || store.slackMessageCount(to: address, on: day) >= configuration.slack.dailyMessages {
      return try deliverInDigest(message, to: address, channel, day, parcel)
    }
    var record = try post(content, to: channel, key: parcel.entry.key, at: parcel.now)
    record.owner = address
    record.day = day
    try save(&record, content)
    return Self.reference(record.channel, record.ts)
  }

  private func post(_ content: Content, to channel: String, key: String, at now: Instant) throws -> SlackMessageRecord {
    pace.turn(channel)
    let place = try api.post(content.message, to: channel, key: key)
    return SlackMessageRecord(key: key, kind: content.kind, channel: place.channel, ts: place.ts, postedAt: now)
  }

  private func save(_ record: inout SlackMessageRecord, _ content: Content) throws {
    record.subject = content.subject
    record.shown = content.shown
    try store.save(record)
  }

  private static func reference(_ channel: String, _ ts: String) -> String { "\(channel)/\(ts)" }

  private func day(of now: Instant, for person: EmailAddress) -> CivilDate {
    (TimeCache().zone(named: cards.zone(of: person)) ?? .utc).wallClock(at: now).date
  }

  // MARK: What is said

  private struct Content {
    var message: SlackMessage
    var kind = SlackMessageRecord.Kind.notice
    var subject: String?
    var shown = 0
  }

  /// Nil where what it was about is over: a prompt that was answered meanwhile needs no message.
  private func content(of message: Message) throws -> Content? {
    let prompts = message.links.compactMap { if case .prompt(let id) = $0 { id } else { nil } }
    if case .person = message.recipient, let first = prompts.first, message.links.count == 1 {
      guard let card = try cards.prompt(first), card.prompt.state == .pending else { return nil }
      return Content(message: card.message, kind: .prompt, subject: first, shown: card.events)
    }
    if message.links.count == 1, case .activity(let id)? = message.links.first {
      guard let card = try cards.activity(id), !card.activity.isWithdrawn else { return nil }
      return Content(message: card.message, kind: .activity, subject: id, shown: card.activity.revision)
    }
    return Content(message: NoticeCard(lines: message.lines.map(\.plainText)).message)
  }

  // MARK: The digest

  private func deliverInDigest(
    _ message: Message, to address: EmailAddress, _ channel: String, _ today: CivilDate, _ parcel: Parcel
  ) throws -> String? {
    let prompt = message.links.lazy.compactMap { if case .prompt(let id) = $0 { id } else { nil } }.first
    let item = SlackDigestItem(
      key: parcel.entry.key, prompt: message.links.count == 1 ? prompt : nil, text: message.plainText)
    let items = try store.add(item, toSlackDigestOf: address, on: today, at: parcel.now)
    // Tried once before, on an earlier day: then it belongs to that day's.
    let day = try store.slackDigestDay(ofKey: parcel.entry.key) ?? today
    let key = Self.digestKey(address, day)
    let digest = try cards.digest(items, for: address)
    var record: SlackMessageRecord
    if let known = try store.slackMessage(key: key) {
      record = known
      try api.update(digest, at: SlackAPI.MessagePlace(channel: known.channel, ts: known.ts))
    } else {
      record = try post(Content(message: digest, kind: .digest), to: channel, key: key, at: parcel.now)
      record.owner = address
      record.day = day
    }
    record.shown = items.count
    try store.save(record)
    return Self.reference(record.channel, record.ts)
  }

  private static func digestKey(_ address: EmailAddress, _ day: CivilDate) -> String { "digest/\(address.key)/\(day)" }

  // MARK: Catching up

  package var canCatchUp: Bool { (try? store.outdatedSlackMessages(limit: 1).isEmpty) == false }

  package func catchUp() -> String? {
    do {
      let refresher = SlackRefresher(configuration: configuration, store: store, api: api)
      _ = try refresher.refreshAll(limit: Self.most)
      return nil
    } catch {
      return "\(store.explained(error))"
    }
  }

  /// Messages that one push brings up to date: chat.update takes about fifty a minute.
  private static let most = 50

  // MARK: Looking up

  /// Looks through the channel for a message that carries the delivery's key.
  package func lookUp(_ parcel: Parcel) -> LookUpResult {
    guard case .message(let message) = parcel.entry.delivery else {
      return .cannotTell(why: "it is no message of Slack's")
    }
    do {
      return try find(message, parcel).map { .happened(reference: $0) } ?? .didNotHappen
    } catch let failure as SlackFailure {
      switch failure {
      case .rateLimited(let seconds): return .notNow(after: Int64(seconds), why: "\(failure)")
      case .refused(let code) where code != "channel_not_found" && code != "not_in_channel":
        return .cannotTell(why: "\(failure)")
      default: return .notNow(after: nil, why: "\(failure)")
      }
    } catch {
      return .notNow(after: nil, why: "\(store.explained(error))")
    }
  }

  private func find(_ message: Message, _ parcel: Parcel) throws -> String? {
    let key = parcel.entry.key
    if let known = try store.slackMessage(key: key) { return Self.reference(known.channel, known.ts) }
    // Slack's clock and ours may differ a little.
    let since = parcel.entry.createdAt.advanced(by: -3600).secondsSinceEpoch
    switch message.recipient {
    case .channel(let name):
      let channel = try directory.channel(named: name, at: parcel.now)
      guard let place = try api.message(withKey: key, in: channel, since: since) else { return nil }
      return try keep(place, key: key, message, owner: nil, day: nil, parcel)
    case .person(let address):
      let (_, channel) = try directory.account(of: address, at: parcel.now)
      if let day = try store.slackDigestDay(ofKey: key) {
        // The digest is posted once and edited afterwards; an edit may be repeated, so only the post is looked for.
        let digest = Self.digestKey(address, day)
        guard try store.slackMessage(key: digest) == nil,
          let place = try api.message(withKey: digest, in: channel, since: since - 86_400)
        else { return nil }
        var record = SlackMessageRecord(
          key: digest, kind: .digest, channel: place.channel, ts: place.ts, postedAt: parcel.now)
        record.owner = address
        record.day = day
        try store.save(record)
        return nil  // sending it again edits the digest that was found
      }
      guard let place = try api.message(withKey: key, in: channel, since: since) else { return nil }
      return try keep(place, key: key, message, owner: address, day: day(of: parcel.now, for: address), parcel)
    }
  }

  /// Writes down a message that was found, so that it can be brought up to date like any other.
  private func keep(
    _ place: SlackAPI.MessagePlace, key: String, _ message: Message, owner: EmailAddress?, day: CivilDate?,
    _ parcel: Parcel
  ) throws -> String {
    var record = SlackMessageRecord(
      key: key, kind: .notice, channel: place.channel, ts: place.ts, postedAt: parcel.now)
    if let content = try content(of: message) {
      record.kind = content.kind
      record.subject = content.subject
      // What it shows is not known: the next refresh shows it anew.
      record.shown = content.kind == .notice ? 0 : -1
    } else if case .prompt(let id)? = message.links.first, message.links.count == 1 {
      (record.kind, record.subject, record.shown) = (.prompt, id, -1)
    } else if case .activity(let id)? = message.links.first, message.links.count == 1 {
      (record.kind, record.subject, record.shown) = (.activity, id, -1)
    }
    record.owner = owner
    record.day = day
    try store.save(record)
    return Self.reference(place.channel, place.ts)
  }
}
