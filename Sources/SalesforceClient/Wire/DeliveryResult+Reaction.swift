import DebriefCore

extension DeliveryResult {
  /// What the outbox does about an answer that was no success.
  package init(_ reaction: Reaction) {
    switch reaction {
    case .newToken: self = .unavailable(after: nil, why: "Salesforce refused a session that it had just given")
    case .resolveLead(let why): self = .failed(why: why, field: "WhoId")
    case .readExisting(_, let why): self = .failed(why: why, field: nil)
    case .backOff(let seconds, let why): self = .retry(after: seconds, why: why)
    case .stop(let seconds, let why): self = .unavailable(after: seconds, why: why)
    case .refuse(let why, let field): self = .failed(why: why, field: field)
    case .unknown(let why): self = .unknown(why: why)
    }
  }

  /// What became of a write whose request has this end.
  package init(_ failure: SalesforceFailure) {
    switch failure {
    case .notSent(let why): self = .unavailable(after: nil, why: why)
    case .noAnswer(let why): self = .unknown(why: why)
    case .login: self = .unavailable(after: nil, why: failure.description)
    case .unreadable: self = .unknown(why: failure.description)
    case .refused(let reaction, _): self = DeliveryResult(reaction)
    }
  }

  /// The same before anything was written: looking has no effect, so nothing of it is unknown.
  package init(looking failure: SalesforceFailure) {
    switch DeliveryResult(failure) {
    case .unknown(let why): self = .retry(after: nil, why: why)
    case let result: self = result
    }
  }
}

extension LookUpResult {
  init(_ failure: SalesforceFailure) {
    switch DeliveryResult(looking: failure) {
    case .retry(let after, let why), .unavailable(let after, let why): self = .notNow(after: after, why: why)
    case .failed(let why, _): self = .cannotTell(why: why)
    case .done, .unknown: self = .notNow(after: nil, why: failure.description)
    }
  }
}
