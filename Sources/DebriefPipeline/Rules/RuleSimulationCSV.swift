/// The changed meetings of a simulation for a spreadsheet.
package struct RuleSimulationCSV {
  package static let header =
    "change,owner,start,title,prompt,before,after,opportunity_before,opportunity_after,because,decided,effect,uid,"
    + "recurrence_id"

  package let text: String

  package init(_ simulation: RuleSimulation) {
    var text = Self.header + "\r\n"
    for flip in simulation.flips {
      let cells: [String?] = [
        flip.change.rawValue, flip.owner, flip.start.description, flip.title, flip.prompt, flip.before, flip.after,
        flip.opportunityBefore?.description, flip.opportunityAfter?.description,
        flip.because.joined(separator: " | "), flip.decided, flip.effect?.rawValue, flip.uid, flip.recurrenceID,
      ]
      text += cells.map { Self.cell($0 ?? "") }.joined(separator: ",") + "\r\n"
    }
    self.text = text
  }

  /// One cell (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe in front
  /// (OWASP, "CSV Injection").
  static func cell(_ value: String) -> String {
    let text = DeliveryText.defused(value)
    // By scalar: a combining mark makes one Character of itself and the quote before it.
    guard text.unicodeScalars.contains(where: { [",", "\"", "\r", "\n"].contains($0) }) else { return text }
    var quoted = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      quoted.append(scalar)
      if scalar == "\"" { quoted.append(scalar) }
    }
    quoted.append("\"")
    return String(quoted)
  }
}
