/// A service that pushes are killed against: what waits for it, and what became of that.
protocol KilledService {
  /// For the figures that a test prints.
  var name: String { get }
  /// Deliveries wait in it, and nothing has been sent.
  var installation: Installation { get }
  /// Every effect that the deliveries must have, each exactly once.
  var expected: Set<String> { get }
  /// The service as it was before the first push.
  func reset() throws
  /// What has come of the deliveries, each effect as often as it happened.
  func effects() throws -> [String]
}
