import Addresses

/// What `rules evaluate` prints.
struct EvaluationReport: Encodable {
  struct Line: Encodable {
    var name: String
    var cases: Int
    var autoRight: Int
    var falseAuto: Int
    var suggestRight: Int
    var wrongSuggest: Int
    var noneRight: Int
    var missed: Int
    var resembling: Int
    var warned: Int
    var anyWarning: Int

    init(_ name: String, _ score: DomainEvaluation.Score) {
      self.name = name
      cases = score.cases
      autoRight = score.autoRight
      falseAuto = score.falseAuto
      suggestRight = score.suggestRight
      wrongSuggest = score.wrongSuggest
      noneRight = score.noneRight
      missed = score.missed
      resembling = score.resembling
      warned = score.warned
      anyWarning = score.anyWarning
    }

    fileprivate var numbers: [Int] {
      [
        cases, autoRight, falseAuto, suggestRight, wrongSuggest, noneRight, missed, resembling, warned, anyWarning,
      ]
    }
  }

  var schema = "debrief.evaluation/1"
  var classes: [Line]
  var total: Line

  init(_ evaluation: DomainEvaluation) {
    classes = evaluation.scores.sorted { $0.key < $1.key }.map { Line($0.key, $0.value) }
    total = Line("total", evaluation.total)
  }

  private static let headings = [
    "cases", "auto", "false auto", "suggested", "wrongly", "none", "missed", "resemble", "warned", "any warning",
  ]

  /// A table with a line for each class, aligned for reading.
  var text: String {
    let lines = classes + [total]
    let nameWidth = lines.map { terminalText($0.name).unicodeScalars.count }.max() ?? 0
    let widths = Self.headings.indices.map { column in
      max(Self.headings[column].count, lines.map { "\($0.numbers[column])".count }.max() ?? 0)
    }
    func row(_ name: String, _ cells: [String]) -> String {
      let padded = name + String(repeating: " ", count: max(0, nameWidth - name.unicodeScalars.count))
      return zip(cells, widths).reduce(padded) { line, cell in
        line + "  " + String(repeating: " ", count: max(0, cell.1 - cell.0.count)) + cell.0
      } + "\n"
    }
    return row("class", Self.headings) + lines.map { row(terminalText($0.name), $0.numbers.map(String.init)) }.joined()
  }
}
