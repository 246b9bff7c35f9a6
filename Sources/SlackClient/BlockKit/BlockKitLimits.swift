/// How much of each thing Slack takes: lengths in UTF-16 units, lists in elements.
///
/// From docs.slack.dev's Block Kit reference (blocks, block elements, composition objects, views), read in 2026.
package enum BlockKitLimits {
  package static let blocksOfMessage = 50
  package static let blocksOfView = 100
  /// block_id, action_id, callback_id.
  package static let identifier = 255

  package static let header = 150
  package static let section = 3000
  package static let fields = 10
  package static let field = 2000
  package static let context = 10
  package static let actions = 25
  package static let label = 2000
  package static let hint = 2000

  package static let buttonText = 75
  package static let buttonValue = 2000
  package static let placeholder = 150
  package static let options = 100
  package static let optionGroups = 100
  package static let optionGroupLabel = 75
  package static let optionText = 75
  package static let optionDescription = 75
  package static let optionValue = 150
  /// Choices of radio buttons and check boxes.
  package static let choices = 10
  package static let overflow = 5
  package static let inputText = 3000

  package static let confirmTitle = 100
  package static let confirmText = 300
  package static let confirmButton = 30

  /// title, submit and close of a modal.
  package static let viewTitle = 24
  package static let privateMetadata = 3000

  /// The notification's text.
  package static let text = 4000
  /// All text of a message together. Slack refuses about 13,200 characters although each part is legal
  /// (slackapi/bolt-js#2509): Debrief stays well below.
  package static let message = 10_000
}
