import DebriefCore

extension SourceReport: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("events", events)
      json.field("eventsWithPeople", eventsWithPeople)
      json.field("expanded", expanded)
      json.field("name", name)
      json.field("productID", productID)
      json.field("refused", refused)
      json.field("refusedEvents", refusedEvents)
      json.field("setAside", Counts(setAside))
      json.field("warnings", warnings)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var report = SourceReport()
    var keys = 0
    try json.object { (key, json) throws(Unfamiliar) in
      keys += 1
      switch key {
      case "events": report.events = try json.value()
      case "eventsWithPeople": report.eventsWithPeople = try json.value()
      case "expanded": report.expanded = try json.value()
      case "name": report.name = try json.value()
      case "productID": report.productID = try json.value()
      case "refused": report.refused = try json.value()
      case "refusedEvents": report.refusedEvents = try json.value()
      case "setAside": report.setAside = try Counts(from: &json).values
      case "warnings": report.warnings = try json.value()
      default: throw Unfamiliar()
      }
    }
    // All but the name and the product are always there.
    guard keys == 7 + (report.name == nil ? 0 : 1) + (report.productID == nil ? 0 : 1) else { throw Unfamiliar() }
    self = report
  }

  /// Numbers by reason code.
  private struct Counts: PlainJSON {
    var values: [String: Int]

    init(_ values: [String: Int]) { self.values = values }

    func write(to json: inout JSONWriter) {
      json.object { json in
        for (reason, count) in values.sorted(by: { $0.key < $1.key }) { json.field(reason, count) }
      }
    }

    init(from json: inout JSONReader) throws(Unfamiliar) {
      var values: [String: Int] = [:]
      try json.object { (key, json) throws(Unfamiliar) in values[key] = try json.integer() }
      self.values = values
    }
  }
}

extension SourceReport.Item: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("isRemark", isRemark)
      json.field("line", line)
      json.field("message", message)
      json.field("uid", uid)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var (isRemark, line, message, uid): (Bool?, Int?, String?, String?)
    try json.object { (key, json) throws(Unfamiliar) in
      switch key {
      case "isRemark": isRemark = try json.value()
      case "line": line = try json.value()
      case "message": message = try json.value()
      case "uid": uid = try json.value()
      default: throw Unfamiliar()
      }
    }
    self.init(line: line, uid: uid, message: try message.required(), isRemark: try isRemark.required())
  }
}
