/// A receiver of webhooks, to which two contacts and two tasks go.
struct KilledWebhook: KilledService {
  let name: String
  let installation: Installation
  let expected: Set<String>
  private let receiver: Receiver

  /// - Parameter path: `hook` acts on an id once, `forgetful` each time.
  init(_ path: String, receipts: Bool) throws {
    name = "webhook \(path)" + (receipts ? " with receipts" : "")
    receiver = try Receiver()
    installation = try receiver.installation(path, receipts: receipts, calls: 2)
    expected = try installation.queued()
  }

  func reset() throws { try receiver.reset() }

  func effects() throws -> [String] { try receiver.effects().effects.map(\.body.key) }
}
