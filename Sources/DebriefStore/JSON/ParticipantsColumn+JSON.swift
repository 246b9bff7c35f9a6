import Addresses
import DebriefCore

extension ParticipantsColumn.Table: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("b", bases)
      json.field("p", people)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var bases: [String]?
    var people: [ParticipantsColumn.Person]?
    try json.object { (key, json) throws(Unfamiliar) in
      switch key {
      case "b": bases = try json.value()
      case "p": people = try json.value()
      default: throw Unfamiliar()
      }
    }
    self.init(bases: try bases.required(), people: try people.required())
  }
}

extension ParticipantsColumn.Person: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("a", a?.key)
      json.field("b", b)
      json.field("k", k)
      json.field("m", m)
      json.field("n", n)
      json.field("o", o)
      json.field("s", s)
      json.field("u", u)
      json.field("w", w)
      json.field("x", x)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var basis: Int?
    var person = Self(b: 0)
    try json.object { (key, json) throws(Unfamiliar) in
      switch key {
      case "a": person.a = try (try? EmailAddress(parsing: try json.string())).required()
      case "b": basis = try json.value()
      case "k": person.k = try json.value()
      case "m": person.m = try json.value()
      case "n": person.n = try json.value()
      case "o": person.o = try json.value()
      case "s": person.s = try json.value()
      case "u": person.u = try json.value()
      case "w": person.w = try json.value()
      case "x": person.x = try json.value()
      default: throw Unfamiliar()
      }
    }
    person.b = try basis.required()
    self = person
  }
}
