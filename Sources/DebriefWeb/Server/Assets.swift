import CAssets
import DebriefCore

/// The style sheet, the scripts and the icon, under addresses that change with their content: a browser keeps them for ever, and
/// never has an old one.
enum Assets {
  struct Asset: Sendable {
    let path: OwnPath
    let name: String
    let type: String
    let bytes: [UInt8]

    fileprivate init(_ asset: debrief_asset, _ name: String, _ suffix: String, type: String) {
      let bytes = asset.bytes.map { Array(UnsafeBufferPointer(start: $0, count: asset.count)) } ?? []
      self.bytes = bytes
      self.name = "\(name).\(SHA256.hex(bytes).prefix(16)).\(suffix)"
      self.type = type
      path = "/assets/\(self.name)"
    }
  }

  static let style = Asset(debrief_asset_app_css(), "app", "css", type: "text/css; charset=utf-8")
  /// Keys, and the pages that follow one another without leaving; in the order in which they are run.
  static let scripts = [
    Asset(debrief_asset_app_js(), "app", "js", type: "text/javascript; charset=utf-8"),
    Asset(debrief_asset_pages_js(), "pages", "js", type: "text/javascript; charset=utf-8"),
  ]
  static let icon = Asset(debrief_asset_icon_svg(), "icon", "svg", type: "image/svg+xml")
  static let all = [style, icon] + scripts

  static func serve(_ visit: Visit) throws -> Page {
    guard let asset = all.first(where: { $0.name == visit.parameters["file"] }) else { throw NoSuchPage() }
    var file = Page.File(bytes: asset.bytes, type: asset.type)
    file.isImmutable = true
    return .file(file)
  }
}
