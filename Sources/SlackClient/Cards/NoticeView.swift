/// One sentence over Slack: why nothing happened.
package enum NoticeView {
  package static func view(_ text: String) -> ModalView {
    ModalView(callback: "notice", title: "Debrief", submit: nil, metadata: "", blocks: [.section(text)])
  }
}
