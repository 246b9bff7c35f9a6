/// Where one comes in.
enum Start {
  static func show(_ context: PageContext) throws -> Page {
    guard let first = NavigationItem.all.first(where: { $0.isShown(context.viewer) }) else { throw NotAllowed() }
    return .redirect(to: first.path)
  }

  static func health(_ visit: Visit) throws -> Page {
    _ = try visit.store.snapshotTime()
    return .file(Page.File(bytes: Array("ok\n".utf8), type: "text/plain; charset=utf-8"))
  }
}
