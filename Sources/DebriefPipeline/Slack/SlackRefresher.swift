import Calendars
import DebriefCore
import DebriefStore
import SlackClient

/// Brings messages that stand in Slack up to date with what happened since: in Slack, in the browser, in the terminal or
/// in the calendar. What a message should show follows from the store alone, so doing it twice does no harm.
package struct SlackRefresher: Sendable {
  let configuration: Configuration
  let store: Store
  let api: SlackAPI

  package init(configuration: Configuration, store: Store, api: SlackAPI) {
    self.configuration = configuration
    self.store = store
    self.api = api
  }

  /// The messages about one prompt and its activity.
  package func refresh(prompt id: Prompt.ID) throws {
    var messages = try store.slackMessages(about: id)
    if let activity = try store.activity(ofPrompt: id) { messages += try store.slackMessages(about: activity.id) }
    for message in messages { try show(message) }
  }

  /// Everything that is out of date, up to `limit`; returns how many messages were changed.
  ///
  /// - Throws: ``SlackFailure`` where Slack asks for patience or cannot be reached: the rest is done the next time.
  package func refreshAll(limit: Int) throws -> Int {
    let messages = try store.outdatedSlackMessages(limit: limit)
    for message in messages { try show(message) }
    return messages.count
  }

  private func show(_ record: SlackMessageRecord) throws {
    guard let subject = record.subject else { return }
    let content: (message: SlackMessage, shown: Int)?
    switch record.kind {
    case .prompt:
      content = try SlackCards(configuration: configuration, store: store).prompt(subject).map {
        ($0.message, $0.events)
      }
    case .activity:
      content = try SlackCards(configuration: configuration, store: store).activity(subject).map {
        ($0.message, $0.activity.revision)
      }
    case .notice, .digest: content = nil
    }
    guard let content else { return }
    var record = record
    do throws(SlackFailure) {
      try api.update(content.message, at: SlackAPI.MessagePlace(channel: record.channel, ts: record.ts))
    } catch .refused {
      // Somebody deleted it, or it is too old to be edited: there is nothing left to bring up to date.
    } catch {
      throw error
    }
    record.shown = content.shown
    try store.save(record)
  }
}
