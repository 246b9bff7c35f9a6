/// A request as pages see it: everything in it is a stranger's, and bounded already.
package struct WebRequest: Sendable {
  package enum Method: String, Sendable { case get = "GET", post = "POST" }

  package var method: Method
  /// The segments of the path, percent-decoded.
  package var path: [String]
  package var query: Fields
  /// The fields of a posted form; empty for GET.
  package var form: Fields
  /// The posted body as it came, byte for byte: what a signature is over.
  package var body: [UInt8]
  package var headers: Headers
  /// The IP address of the peer; nil where it came through a unix socket.
  package var peer: String?

  package init(
    method: Method, path: [String], query: Fields = Fields(), form: Fields = Fields(), body: [UInt8] = [],
    headers: Headers = Headers(),
    peer: String? = "127.0.0.1"
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.form = form
    self.body = body
    self.headers = headers
    self.peer = peer
  }

  /// Header fields by lower-case name; where a name stood twice, nothing may be believed of it.
  package struct Headers: Sendable {
    private var values: [String: [String]] = [:]

    package init(_ pairs: [(String, String)] = []) {
      for (name, value) in pairs { values[name.lowercased(), default: []].append(value) }
    }

    /// The value of a field that stands there once.
    package subscript(_ name: String) -> String? {
      guard let all = values[name.lowercased()], all.count == 1 else { return nil }
      return all[0]
    }

    package func holds(_ name: String) -> Bool { values[name.lowercased()] != nil }
  }

  /// The value of a cookie; nil where there is none, or several of that name.
  package func cookie(_ name: String) -> String? {
    let all = (headers["cookie"] ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
    let found = all.filter { $0.hasPrefix("\(name)=") }
    return found.count == 1 ? String(found[0].dropFirst(name.count + 1)) : nil
  }
}
