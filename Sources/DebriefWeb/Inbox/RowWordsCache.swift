import DebriefCore
import DebriefStore
import Synchronization

/// What a row of the inbox says of its match: made from evidence that takes longer to read than all the rest of a page.
struct RowWords: Sendable {
  /// The people from outside.
  var who: String
  /// The opportunity, or the question.
  var about: String
  var certainty: Certainty
  var why: String?

  init(_ prompt: Prompt) {
    let outside = prompt.facts.participants.filter { $0.kind == .external }
      .map { $0.name ?? $0.address?.key ?? $0.written }
    let named = outside.prefix(4).joined(separator: ", ")
    who = outside.count > 4 ? "\(named) and \(outside.count - 4) more" : named
    about = prompt.match.headline
    certainty = prompt.match.certainty
    why = prompt.match.firstReason
  }
}

/// Keeps the words of rows. A row's version changes with its match and its details, so nothing here is ever out of date;
/// when it is full it begins anew.
final class RowWordsCache: Sendable {
  private let capacity: Int
  private let words = Mutex<[InboxRow.Version: RowWords]>([:])

  init(capacity: Int) { self.capacity = capacity }

  /// The words of those rows; what is not known yet is read from the store in one go.
  func words(of rows: [InboxRow], in store: Store) throws -> [Prompt.ID: RowWords] {
    var found: [Prompt.ID: RowWords] = [:]
    var missing: [InboxRow] = []
    words.withLock { words in
      for row in rows {
        if let known = words[row.version] { found[row.id] = known } else { missing.append(row) }
      }
    }
    guard !missing.isEmpty else { return found }
    for prompt in try store.prompts(ids: missing.map(\.id)) { found[prompt.id] = RowWords(prompt) }
    words.withLock { words in
      if words.count + missing.count > capacity { words.removeAll(keepingCapacity: true) }
      for row in missing { words[row.version] = found[row.id] }
    }
    return found
  }
}
