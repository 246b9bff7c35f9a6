import DebriefCore

/// Somebody who is to become a contact, as a modal.
package struct ContactForm: Sendable {
  package init() {}

  package var view: ModalView {
    ModalView(
      callback: FormKind.contact.rawValue, title: "Create a contact", submit: "Create", metadata: "",
      blocks: [
        .input(id: FormField.contactName, label: "Name", .textInput(action: SlackAction.value)),
        .input(id: FormField.email, label: "Email", .textInput(action: SlackAction.value)),
        .input(
          id: FormField.account, label: "Account",
          .externalSelect(action: SlackAction.record, placeholder: "Account"), isOptional: true),
        .input(id: FormField.title, label: "Title", .textInput(action: SlackAction.value), isOptional: true),
      ])
  }
}

extension NewContact {
  /// What the form came back with.
  package init(form values: [String: [String]]) {
    func text(_ id: String) -> String? { values[id]?.first.map { SlackText.clean($0) } }
    self.init(
      email: text(FormField.email) ?? "", name: text(FormField.contactName) ?? "",
      account: text(FormField.account).flatMap { SalesforceID($0) }, title: text(FormField.title))
  }
}
