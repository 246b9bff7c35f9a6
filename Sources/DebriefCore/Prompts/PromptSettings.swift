/// How long prompts live (docs/configuration.md, `prompts`).
package struct PromptSettings: Hashable, Sendable {
  /// How long after its meeting's end a prompt that nobody answered expires, in seconds.
  package var expireAfter: Int64 = 60 * 86_400

  package init() {}
}
