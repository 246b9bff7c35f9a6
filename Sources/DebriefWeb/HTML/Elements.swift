// The elements that pages use, so that a page reads like what it becomes.

package func div(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("div", a, content)
}
package func span(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("span", a, content)
}
package func p(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("p", a, content)
}
package func h1(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("h1", a, content)
}
package func h2(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("h2", a, content)
}
package func h3(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("h3", a, content)
}
package func a(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("a", a, content)
}
package func strong(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("strong", a, content)
}
package func em(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("em", a, content)
}
package func small(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("small", a, content)
}
package func code(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("code", a, content)
}
package func pre(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("pre", a, content)
}
package func kbd(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("kbd", a, content)
}
package func time(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("time", a, content)
}
/// A stranger's text: its direction of writing is its own and turns nothing around it.
package func bdi(_ text: String) -> HTML { element("bdi", []) { text } }
package func ul(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("ul", a, content)
}
package func ol(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("ol", a, content)
}
package func li(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("li", a, content)
}
package func dl(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("dl", a, content)
}
package func dt(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("dt", a, content)
}
package func dd(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("dd", a, content)
}
package func nav(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("nav", a, content)
}
package func main(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("main", a, content)
}
package func header(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("header", a, content)
}
package func footer(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("footer", a, content)
}
package func section(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("section", a, content)
}
package func article(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("article", a, content)
}
package func details(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("details", a, content)
}
package func summary(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("summary", a, content)
}
package func form(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("form", a, content)
}
package func fieldset(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("fieldset", a, content)
}
package func legend(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("legend", a, content)
}
package func label(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("label", a, content)
}
package func button(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("button", a, content)
}
package func select(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("select", a, content)
}
package func option(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("option", a, content)
}
package func table(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("table", a, content)
}
package func thead(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("thead", a, content)
}
package func tbody(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("tbody", a, content)
}
package func tr(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("tr", a, content)
}
package func th(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("th", a, content)
}
package func td(_ a: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
  try element("td", a, content)
}
package func input(_ a: Attribute...) -> HTML { voidElement("input", a) }
package func hiddenInput(_ name: String, _ value: String) -> HTML {
  voidElement("input", [.type("hidden"), .name(name), .value(value)])
}
