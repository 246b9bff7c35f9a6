/// Takes a request's secrets out of texts that people and logs see.
///
/// libcurl's messages name hosts, sizes and reasons; should one ever hold more, it is taken out here.
struct Redaction {
  private let secrets: [String]

  init(_ request: HTTPRequest, host: String) {
    var secrets = request.headers.map(\.value)
    let parts = request.url.split { "/?&=#@:".contains($0) }.map(String.init)
    secrets += parts.filter { $0.lowercased() != host }
    self.init(secrets: secrets)
  }

  init(secrets: [String]) {
    // Anything shorter is no secret, and would garble the text.
    self.secrets = secrets.filter { $0.utf8.count >= 6 }.sorted { $0.utf8.count > $1.utf8.count }
  }

  func applied(to text: String) -> String {
    secrets.reduce(text) { $0.replacing($1, with: "…") }
  }
}
