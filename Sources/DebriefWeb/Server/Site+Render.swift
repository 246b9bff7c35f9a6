import DebriefCore

extension Site {
  /// Set on every answer, so that no page can be framed, sniffed, cached, or made to load or run what is not ours.
  private static let securityHeaders: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
  ]

  func render(_ page: Page, frame: Frame) -> WebResponse {
    var headers = Self.securityHeaders
    if isSecure { headers.append(("Strict-Transport-Security", "max-age=31536000")) }
    headers += page.headers
    var body: [UInt8] = []
    var isImmutable = false
    switch page.content {
    case .html(let title, let content):
      headers.append(("Content-Type", "text/html; charset=utf-8"))
      body = frame.document(title: title, content).bytes
    case .redirect(let path):
      headers.append(("Location", path.text))
    case .file(let file):
      headers.append(("Content-Type", file.type))
      if let name = file.name { headers.append(("Content-Disposition", "attachment; filename=\"\(plain(name))\"")) }
      isImmutable = file.isImmutable
      body = file.bytes
    }
    headers.append(("Cache-Control", isImmutable ? "public, max-age=31536000, immutable" : "no-store"))
    return WebResponse(status: page.status, headers: headers, body: body)
  }

  /// A file's name, fit for a header.
  private func plain(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map {
          $0.isASCII && ($0.properties.isAlphabetic || "-._0123456789".unicodeScalars.contains($0)) ? $0 : "_"
        }))
  }
}
