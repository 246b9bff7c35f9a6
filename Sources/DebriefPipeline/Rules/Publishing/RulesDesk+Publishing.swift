import Addresses
import Archives
import Calendars
import DebriefCore
import DebriefStore
import Foundation

extension RulesDesk {
  /// A note may have so many characters.
  package static let longestNote = 500

  /// Puts a draft in force: writes the `rules:` of `pipeline.yml`, and nothing else in it.
  ///
  /// - Parameter text: the draft's text, `rules:` and what is below it.
  /// - Throws: ``NotPublishable`` with what is missing, ``ChangedByHand``, ``ConfigurationNotWritten``.
  @discardableResult
  package func publish(_ text: String, note: String, at now: Instant) throws -> RulePublication {
    let note = try checked(note)
    let draft = RuleDraft(draft: try RuleDraftText.configuration(text), for: live.configuration)
    guard MatchContext.rulesVersion(draft.configuration.rules) != live.version else { throw NotPublishable.nothingToDo }
    guard let simulation = try simulation(of: draft) else { throw NotPublishable.notSimulated }
    guard simulation.days >= Self.period else { throw NotPublishable.tooFewDays(simulation.days) }
    guard simulation.isWhole || !draft.canAddMeetings else { throw NotPublishable.storedOnly }
    let heading = RulesHeading(at: now, by: admin, note: note).line
    let cut = try RulesText(text, path: RuleDraftText.name)
    let publication = RulePublication(
      kind: .published, at: now, by: admin, note: note,
      version: MatchContext.rulesVersion(draft.configuration.rules),
      block: live.text.fitted(live.text.withLineEnds(heading + cut.editable)),
      counts: simulation.result.simulation.counts)
    try write(publication, rules: draft.configuration.rules, at: now)
    if try self.draft()?.text == text { try discardDraft() }
    try store.forgetSimulations(against: live.version)
    return publication
  }

  /// Puts an earlier version in force again, with the bytes that it had.
  ///
  /// It needs no simulation: those rules have been in force, and who rolls back is in a hurry.
  ///
  /// - Parameter version: as ``RuleHistory`` names it.
  @discardableResult
  package func rollBack(to version: String, note: String, at now: Instant) throws -> RulePublication {
    let note = try checked(note)
    guard version != live.version else { throw NotPublishable.nothingToDo }
    guard let (block, rules) = try block(of: version, RulesHeading(at: now, by: admin, note: note)) else {
      throw NotPublishable.noSuchVersion(version)
    }
    let publication = RulePublication(
      kind: .rolledBack, at: now, by: admin, note: note, version: version, block: block, restores: version)
    try write(publication, rules: rules, at: now)
    try store.forgetSimulations(against: live.version)
    return publication
  }

  /// The text and the rules of an earlier version, or of the one in force; nil where it is not known.
  package func earlier(_ version: String) throws -> (text: String, rules: [Rule])? {
    if version == live.version { return (live.editable, live.rules) }
    guard let (block, rules) = try block(of: version, nil) else { return nil }
    return (String(decoding: block, as: UTF8.self), rules)
  }

  /// The lines that put a version in force: its own where it was published, new ones with a heading where only a run has
  /// used it, so that its rules are known and its spelling is not.
  private func block(of version: String, _ heading: RulesHeading?) throws -> ([UInt8], [Rule])? {
    if let earlier = publications.last(where: { $0.version == version && $0.state == .done }) {
      return (live.text.fitted(earlier.block), try Self.rules(earlier.block))
    }
    guard let used = try store.rulesets().first(where: { $0.version == version }) else { return nil }
    let text = (heading?.line ?? "") + RuleDraftText.text(of: used.rules)
    return (live.text.fitted(live.text.withLineEnds(text)), used.rules)
  }

  /// What a publication changes in the rules that were in force when the desk was opened.
  package func difference(to publication: RulePublication) throws -> RuleDifference {
    RuleDifference(from: live.rules, to: try Self.rules(publication.block))
  }

  /// The rules of a block that was in a file.
  static func rules(_ block: [UInt8]) throws -> [Rule] {
    // A key of its own, so that a block without rules is no empty file.
    try Configuration(yaml: "state: x\n" + String(decoding: block, as: UTF8.self), path: "the earlier version").rules
  }

  private func checked(_ note: String) throws -> String {
    let note = RulesHeading.oneLine(note).trimmingCharacters(in: .whitespaces)
    guard !note.isEmpty else { throw NotPublishable.noNote }
    guard note.count <= Self.longestNote else { throw NotPublishable.longNote }
    return note
  }

  /// Announces the publication, writes the file, and notes that it is done: whoever is killed in between leaves the old
  /// file or the new one, and the next desk tells from the file which.
  private func write(_ publication: RulePublication, rules: [Rule], at now: Instant) throws {
    let lock = try RunLock(folder: live.configuration.stateFolder, name: "rules.lock", holder: "pid \(getpid())")
    defer { withExtendedLifetime(lock) {} }
    let new = live.text.replacing(with: publication.block)
    try verify(new, rules)
    for earlier in try store.rulePublications() where earlier.state == .writing {
      try store.settle(earlier.id, as: earlier.block == live.text.block ? .done : .abandoned)
    }
    // What stands in the file now must be there to roll back to, also where somebody wrote it by hand.
    if try store.rulePublications().last(where: { $0.state == .done })?.block != live.text.block {
      try store.add(
        RulePublication(
          kind: .found, at: now, by: nil, note: "as it stood in \(path)", version: live.version, block: live.text.block)
      )
    }
    let number = try store.add(publication)
    do {
      try ConfigurationOnDisk(path: path).replace(live.bytes, with: new)
    } catch {
      try store.settle(number, as: .abandoned)
      throw error
    }
    try store.settle(number, as: .done)
  }

  /// The new text must say what was meant, and nothing else of it may read differently.
  private func verify(_ bytes: [UInt8], _ rules: [Rule]) throws {
    guard let text = String(validating: bytes, as: UTF8.self),
      let configuration = try? Configuration(yaml: text, path: path),
      MatchContext.rulesVersion(configuration.rules) == MatchContext.rulesVersion(rules),
      try Self.keys(text, path) == Self.keys(String(decoding: live.bytes, as: UTF8.self), path)
    else { throw NotPublishable.wouldNotRead(path) }
  }

  private static func keys(_ text: String, _ path: String) throws -> Set<String> {
    let mapping = try ConfigurationFile.compose(text, path: path).mapping
    return Set((mapping ?? [:]).compactMap { $0.key.scalar?.string }).subtracting(["rules"])
  }
}

/// Why rules cannot be put in force as they are: what is missing, and what to do.
package enum NotPublishable: Error, Equatable, CustomStringConvertible {
  case nothingToDo
  case notSimulated
  case tooFewDays(Int)
  case storedOnly
  case noNote
  case longNote
  case noSuchVersion(String)
  case changesMore([String])
  case wouldNotRead(String)

  package var description: String {
    switch self {
    case .nothingToDo: "These are the rules in force already."
    case .notSimulated:
      "These rules have not been simulated against the rules and the CRM snapshot that are in force now: simulate first."
    case .tooFewDays(let days):
      "These rules were simulated on \(days) days only: simulate \(RulesDesk.period) days, then publish."
    case .storedOnly:
      "These rules can make meetings of events that were none, and the calendars were not read for them: simulate "
        + "without --stored-only, then publish."
    case .noNote: "Say in a note why: the next admin will ask."
    case .longNote: "The note is longer than \(RulesDesk.longestNote) characters."
    case .noSuchVersion(let version): "No version \(version) of the rules is known: 'debrief rules history' lists them."
    case .changesMore(let changes):
      "The draft changes more than rules (\(changes.joined(separator: ", "))), which only a change of the file does."
    case .wouldNotRead(let path):
      "With these rules \(path) would not read as it should. Nothing was written: change the file by hand, and say so."
    }
  }
}
