/// What Slack is told in answer to its request, at once.
package enum SlackAnswer: Hashable, Sendable {
  /// Received; a form closes.
  case done
  /// The form stays open and says what is wrong, by block_id.
  case errors([String: String])
  /// The form becomes another view.
  case replaceView(ModalView)
  case options([Option])
  case groups([OptionGroup])
  /// A message that only the person sees: the answer to a slash command.
  case message(SlackMessage)

  /// Nil for an empty body.
  package var json: SlackJSON? {
    switch self {
    case .done: nil
    case .errors(let errors):
      .object(of: [
        "response_action": "errors",
        "errors": .object(
          errors.sorted { $0.key < $1.key }.map { block, message in
            .init(key: block, value: .string(PlainText(message, limit: Self.errorLength).text))
          }),
      ])
    case .replaceView(let view): .object(of: ["response_action": "update", "view": view.json])
    case .options(let options):
      .object(of: ["options": .array(options.prefix(BlockKitLimits.options).map(\.json))])
    case .groups(let groups):
      // Slack refuses an empty group.
      .object(of: [
        "option_groups": .array(
          groups.filter { !$0.options.isEmpty }.prefix(BlockKitLimits.optionGroups).map(\.json))
      ])
    case .message(let message): message.arguments(["response_type": "ephemeral"])
    }
  }

  /// Slack documents no limit for an error's text; a few lines are read.
  static let errorLength = 300
}
