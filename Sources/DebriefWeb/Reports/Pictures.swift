import DebriefCore

/// How a part of a bar looks. No two differ by colour alone: full, light with a border, dashed, and light with a bar
/// of its own at the end.
enum PartLook: String {
  case full, light, dashed, marked
}

/// One part of a bar.
struct BarPart {
  var look: PartLook
  /// What it is, for the legend and for people who do not see the picture.
  var name: String
  var count: Int
}

/// A horizontal bar that stretches with its cell: geometry only, so that no text is ever distorted.
///
/// - Parameter whole: the count that the full width stands for.
func barPicture(_ parts: [BarPart], whole: Int) -> HTML {
  let width = 1000
  let description = parts.filter { $0.count > 0 }.map { "\($0.count) \($0.name.lowercased())" }
  var x = 0
  return element(
    "svg",
    [
      .class("bar-picture"), Attribute(.viewBox, "0 0 \(width) 20"), Attribute(.preserveAspectRatio, "none"),
      Attribute(.role, "img"), .label(description.isEmpty ? "nothing" : description.joined(separator: ", ")),
    ]
  ) {
    for part in parts where part.count > 0 && whole > 0 {
      let start = x
      let end = min(width, start + (part.count * width + whole / 2) / whole)
      rectangle(part.look, x: start, y: 1, width: max(3, end - start), height: 18)
      let _ = (x = end)
    }
  }
}

/// Columns side by side, each stacked from the bottom, in one picture.
///
/// - Parameter top: the count at the upper edge.
func columnsPicture(_ columns: [[BarPart]], top: Int, title: String, description: String, id: String) -> HTML {
  let (step, height) = (20, 200)
  return element(
    "svg",
    [
      .class("columns-picture"), Attribute(.viewBox, "0 0 \(step * max(1, columns.count)) \(height)"),
      Attribute(.preserveAspectRatio, "none"), Attribute(.role, "img"),
      Attribute(.ariaLabelledby, "\(id)-title \(id)-text"),
    ]
  ) {
    element("title", [.id("\(id)-title")]) { title }
    element("desc", [.id("\(id)-text")]) { description }
    for line in [0, height / 2, height] {
      element(
        "line",
        [
          .class("rule"), Attribute(.x1, "0"), Attribute(.x2, "\(step * max(1, columns.count))"),
          Attribute(.y1, "\(line)"), Attribute(.y2, "\(line)"),
        ]
      ) { HTML.nothing }
    }
    for (index, parts) in columns.enumerated() { column(parts, x: index * step + 3, width: step - 6, top, height) }
  }
}

private func column(_ parts: [BarPart], x: Int, width: Int, _ top: Int, _ height: Int) -> HTML {
  var html = HTML()
  var filled = 0
  for part in parts where part.count > 0 && top > 0 {
    let lower = filled * height / top
    filled += part.count
    let upper = filled * height / top
    html.append(rectangle(part.look, x: x, y: height - upper, width: width, height: max(1, upper - lower)))
  }
  return html
}

private func rectangle(_ look: PartLook, x: Int, y: Int, width: Int, height: Int) -> HTML {
  element(
    "rect",
    [
      .class("part \(look.rawValue)"), Attribute(.x, "\(x)"), Attribute(.y, "\(y)"), Attribute(.width, "\(width)"),
      Attribute(.height, "\(height)"),
    ]
  ) { HTML.nothing }
}

/// What each look means.
func legendList(_ parts: [(look: PartLook, name: String)]) -> HTML {
  ul(.class("legend")) {
    for part in parts {
      li {
        element(
          "svg", [.class("swatch"), Attribute(.viewBox, "0 0 20 20"), Attribute(.ariaHidden, "true")]
        ) { rectangle(part.look, x: 1, y: 3, width: 18, height: 14) }
        part.name
      }
    }
  }
}

/// A number at or above `count` that halves well, for the upper edge of a picture: 2, 4, 6, 10, 20, 40, 60, 100 …
func roundTop(_ count: Int) -> Int {
  var scale = 1
  while true {
    for step in [2, 4, 6, 10] where step * scale >= count { return step * scale }
    let (next, overflow) = scale.multipliedReportingOverflow(by: 10)
    if overflow { return count }
    scale = next
  }
}
