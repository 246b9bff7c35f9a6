/// What a POST has to bring beside its cookie, so that no other site can make a browser send it
/// (docs/decisions/0031-sessions-and-forms.md).
enum FormToken {
  static let field = "token"

  /// Whether the browser says that the request comes from a page of ours: Fetch Metadata, or the Origin of those
  /// browsers that do not send it. A request that says neither is none of a page's.
  static func comesFromOurPage(_ request: WebRequest, origins: Set<String>) -> Bool {
    if request.headers.holds("sec-fetch-site") { return request.headers["sec-fetch-site"] == "same-origin" }
    return request.headers["origin"].map(origins.contains) ?? false
  }
}
