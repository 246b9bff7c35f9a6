import DebriefCore

/// What became of one write.
package enum WriteOutcome: Hashable, Sendable {
  /// It is there. Nil where there was nothing to write: what is to be taken back was never there.
  case done(SalesforceID?)
  /// Nothing was written; the same may be taken later.
  case retry(afterSeconds: Int64?, why: String)
  /// It may have been written: look before sending it again.
  case unknown(why: String)
  /// A person has to change something.
  case failed(why: String, field: String?)

  init(_ reaction: Reaction) {
    switch reaction {
    case .newToken: self = .retry(afterSeconds: nil, why: "Salesforce refused a session that it had just given")
    case .resolveLead(let why): self = .failed(why: why, field: "WhoId")
    case .readExisting(_, let why): self = .failed(why: why, field: nil)
    case .backOff(let seconds, let why): self = .retry(afterSeconds: seconds, why: why)
    case .stop(let seconds, let why): self = .retry(afterSeconds: seconds, why: why)
    case .refuse(let why, let field): self = .failed(why: why, field: field)
    case .unknown(let why): self = .unknown(why: why)
    }
  }

  init(_ failure: SalesforceFailure) {
    switch failure {
    case .notSent(let why): self = .retry(afterSeconds: nil, why: why)
    case .noAnswer(let why): self = .unknown(why: why)
    case .login, .unreadable: self = .retry(afterSeconds: nil, why: failure.description)
    case .refused(let reaction, _): self = WriteOutcome(reaction)
    }
  }
}
