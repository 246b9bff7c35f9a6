import Networking

/// Why a request has no answer that can be used. Nothing in it is secret.
package enum SalesforceFailure: Error, Hashable, CustomStringConvertible {
  /// Salesforce has seen nothing of it.
  case notSent(String)
  /// It was sent, and nobody can tell what became of it.
  case noAnswer(String)
  /// The login was refused.
  case login(String)
  /// Salesforce refused the request.
  case refused(Reaction, why: String)
  /// The answer is not what the API's pages promise.
  case unreadable(String)

  init(_ failure: TransportFailure) {
    switch failure {
    case .notSent(let why): self = .notSent(why)
    case .unknown(let why): self = .noAnswer(why)
    }
  }

  init(_ response: HTTPResponse) {
    let errors = APIError.all(in: response.body)
    let reaction = Reaction(
      status: response.status, errors: errors, retryAfter: response.header("Retry-After").flatMap { Int64($0) })
    self = .refused(reaction, why: errors.first?.description ?? "Salesforce answered \(response.status)")
  }

  package var description: String {
    switch self {
    case .notSent(let why): "Salesforce could not be reached: \(why)"
    case .noAnswer(let why): "Salesforce's answer did not come: \(why)"
    case .login(let why): "Salesforce refused the login: \(why)"
    case .refused(_, let why): "Salesforce refused it: \(why)"
    case .unreadable(let what): "Salesforce's answer cannot be read: \(what)"
    }
  }

  /// Whether waiting may help: a person has to do nothing.
  package var mayPass: Bool {
    switch self {
    case .notSent, .noAnswer: true
    case .login, .unreadable: false
    case .refused(let reaction, _):
      switch reaction {
      case .backOff, .stop, .unknown: true
      default: false
      }
    }
  }
}
