import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation

/// `debrief forget`: takes a person out of the database and of the files beside it (docs/privacy.md).
package struct Forgetter {
  private let configuration: Configuration
  private let store: Store

  package init(configuration: Configuration, store: Store) {
    self.configuration = configuration
    self.store = store
  }

  /// An address, or else a domain.
  ///
  /// - Throws: ``NotForgettable`` for one of us, and while `pipeline.yml` names them.
  package func person(_ text: String) throws -> Forgetting.Person {
    let person: Forgetting.Person
    if text.contains("@") {
      guard let address = try? EmailAddress(parsing: text) else { throw NotForgettable(why: "\(text) is no address") }
      person = .address(address)
    } else {
      guard let domain = try? HostName(parsing: text), domain.labels.count > 1 else {
        throw NotForgettable(why: "\(text) is neither an address nor a domain")
      }
      person = .domain(domain)
    }
    try check(person)
    return person
  }

  private func check(_ person: Forgetting.Person) throws {
    let ours =
      configuration.internalAddresses + configuration.admins
      + configuration.solutionArchitects.flatMap {
        [$0.email, $0.profile.manager].compactMap(\.self) + $0.profile.also
      }
    if let address = ours.first(where: person.covers) {
      throw NotForgettable(why: "\(configuration.path) names \(address.key) as one of us: take them out there first")
    }
    let isInside: Bool =
      switch person {
      case .address(let address): configuration.internalDomains.contains { address.host.isWithin($0) }
      case .domain(let domain):
        configuration.internalDomains.contains { domain.isWithin($0) || $0.isWithin(domain) }
      }
    if isInside { throw NotForgettable(why: "\(person) belongs to company.domains: only people from outside can go") }
    for rule in configuration.rules {
      if case .address(let address) = rule.subject, person.covers(address) {
        throw NotForgettable(
          why: "\(configuration.path), line \(rule.line): a rule names \(address.key): take it out there first")
      }
    }
  }

  /// - Parameter isDone: false says what would go, and changes nothing.
  package func forget(_ person: Forgetting.Person, at now: Instant, isDone: Bool) throws -> ForgetReport {
    var report = try store.forget(
      person, at: now, isDone: isDone,
      files: { forgetting, batches in
        try files(of: batches, isDone: isDone) + copies(forgetting, isDone: isDone)
          + downloads(forgetting, isDone: isDone)
      })
    if isDone, try !store.shred() {
      report.elsewhere.append(
        "\(store.path)-wal: another program has the database open; when it has ended, run the same again")
    }
    return report
  }

  // MARK: Files

  /// What was written for Data Loader and is still there: the same batch, without them.
  private func files(of batches: [OutboxBatch], isDone: Bool) throws -> [String] {
    let files = OutboxFiles(configuration)
    return try batches.flatMap { batch in
      let present = files.present(batch: batch.number)
      if isDone, !present.isEmpty {
        var batch = batch
        batch.entries.removeAll { entry in
          if case .contact(let new) = entry.delivery { new.email == ForgottenWords.address } else { false }
        }
        try files.rewrite(batch)
      }
      return present
    }
  }

  /// Copies of feeds, until the calendar itself changes and is fetched anew: then whoever reads it leaves them out.
  private func copies(_ forgetting: Forgetting, isDone: Bool) throws -> [String] {
    try paths(in: "feeds").filter { path in
      guard let data = FileManager.default.contents(atPath: path) else { return false }
      // A folded line may have been folded within an address.
      let text = String(decoding: data, as: UTF8.self).replacing("\r\n ", with: "").replacing("\n ", with: "")
      let erased = forgetting.erasedWithNames(text)
      guard forgetting.isNamed(in: text) else { return false }
      if isDone { _ = try AtomicFile.write(erased, to: path) }
      return true
    }
  }

  /// What was downloaded from the CRM and kept because of a bad row: the next download brings it again, without them once
  /// the CRM has forgotten them.
  private func downloads(_ forgetting: Forgetting, isDone: Bool) throws -> [String] {
    try paths(in: "salesforce").filter { path in
      guard let data = FileManager.default.contents(atPath: path),
        forgetting.isNamed(in: String(decoding: data, as: UTF8.self))
      else { return false }
      if isDone { try FileManager.default.removeItem(atPath: path) }
      return true
    }
  }

  private func paths(in folder: String) -> [String] {
    let folder = "\(configuration.stateFolder)/\(folder)"
    return ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).sorted().map { "\(folder)/\($0)" }
  }
}

/// Whom Debrief will not forget, and why.
package struct NotForgettable: Error, CustomStringConvertible {
  package var why: String
  package var description: String { why }
}
