import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation

/// The names of the stages: flags of `--only`, keys of the report.
package enum StageName: String, CaseIterable, Sendable {
  case snapshot, calendars, match, prompts, workflows
}

/// One step of a run.
package protocol Stage: Sendable {
  var name: StageName { get }
  /// Takes what waits and moves it on. Bad items are reported to the context and cost nothing but themselves; an
  /// error that is thrown ends the run (the disk is full, the database is damaged).
  func run(_ context: RunContext) throws
}

/// What one run works with, and where its stages report to.
package final class RunContext {
  package let configuration: Configuration
  package let store: Store
  /// The time of the run: nothing in it asks a clock.
  package let now: Instant
  /// Says what is being done, on a terminal.
  package let progress: (String) -> Void
  /// Where secrets are.
  package let environment: [String: String]

  /// Every stage runs, and not one alone.
  var isWhole = true
  /// Somebody will read the account of the run; without, only what was refused is gathered.
  package var isAccountAsked = true

  /// Whether feeds are asked for news; a dry run reads the copies that there are.
  package var renewsFeeds = true
  /// What could not be used, in the order in which it was found.
  package private(set) var refused: [RefusedItem] = []
  /// What a person should look at, although nothing was refused.
  package private(set) var warnings: [RefusedItem] = []
  /// How much each stage did: the keys are the report's.
  package private(set) var work: [StageName: [String: Int]] = [:]
  private var loadedSuffixes: PublicSuffixes?
  private var knownSettling: Settling?

  package init(
    configuration: Configuration, store: Store, now: Instant, progress: @escaping (String) -> Void = { _ in },
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.configuration = configuration
    self.store = store
    self.now = now
    self.progress = progress
    self.environment = environment
  }

  /// One thing that could not be used: the place, and what is wrong with it.
  package struct RefusedItem: Sendable, Hashable, Codable, CustomStringConvertible {
    package var file: String
    package var line: Int?
    package var uid: String?
    package var message: String

    package init(file: String, line: Int? = nil, uid: String? = nil, message: String) {
      self.file = file
      self.line = line
      self.uid = uid
      self.message = message
    }

    package var description: String {
      let place = line.map { "\(file):\($0)" } ?? file
      return "\(place): \(uid.map { "event \($0): " } ?? "")\(message)"
    }
  }

  package func refuse(_ item: RefusedItem) { refused.append(item) }
  package func warn(_ item: RefusedItem) { warnings.append(item) }
  package func count(_ key: String, _ amount: Int, in stage: StageName) {
    work[stage, default: [:]][key, default: 0] += amount
  }

  /// The Public Suffix List, loaded when it is first needed: a run without anything to match needs none.
  ///
  /// - Parameter lookUps: about how many names the one who asks will look up.
  package func suffixes(lookUps: Int = .max) throws -> PublicSuffixes {
    if let loadedSuffixes { return loadedSuffixes }
    let suffixes = try PublicSuffixes.load(file: configuration.publicSuffixFile, lookUps: lookUps)
    loadedSuffixes = suffixes
    return suffixes
  }

  /// How prompts follow their meetings in this run.
  package var reconciliation: PromptReconciliation {
    PromptReconciliation(now: now, meetings: configuration.meetings, prompts: configuration.prompts)
  }

  /// What the stages after the calendars look at; worked out once the calendars have been read.
  func settling() throws -> Settling {
    if let knownSettling { return knownSettling }
    let settling = try Settling(self)
    knownSettling = settling
    return settling
  }

  /// The SAs' own addresses are internal wherever they are, in each other's calendars, too.
  package private(set) lazy var classifier = ParticipantClassifier(
    internalDomains: configuration.internalDomains,
    internalAddresses: Set(
      configuration.internalAddresses + configuration.solutionArchitects.flatMap { [$0.email] + $0.profile.also }),
    nonPeople: NonPeople(), rules: configuration.rules)
}
