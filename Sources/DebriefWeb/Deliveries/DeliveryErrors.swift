import DebriefCore
import DebriefPipeline
import DebriefStore

extension ErrorPages {
  /// What can go wrong between an admin and a delivery; nil for anything else.
  static func deliveriesPage(for error: any Error) -> Page? {
    switch error {
    case let changed as DeliveryWasChanged:
      again(
        changed.record.entry.key, "Already handled elsewhere",
        "Somebody, perhaps you in another window or a run, was here first: it is \(changed.record.state.rawValue) now. "
          + "Nothing was changed.")
    case let refused as OutboxRefused:
      again(refused.key, "That cannot be done to it", "Nothing was changed: \(refused.why).")
    default: nil
    }
  }

  private static func again(_ key: String, _ title: String, _ text: String) -> Page {
    Page(title: title, status: 409) {
      section(.class("message")) {
        h1 { title }
        p { bdi(text) }
        p {
          a(.class("button"), .href(DeliveryPages.path(key))) { "Look at it again" }
          " "
          a(.href(DeliveriesPages.path)) { "All deliveries" }
        }
      }
    }
  }
}
