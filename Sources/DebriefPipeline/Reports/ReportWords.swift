import DebriefCore

extension ReportFigure.Value {
  /// As people read it: `12`, `92 %`, `3 h 20 min`, `fewer than 5`, `–`.
  package var words: String {
    switch self {
    case .count(let count): String(count)
    case .share: "\(percent ?? 0) %"
    case .seconds(let seconds): ReportTable.Cell.words(ofSeconds: seconds)
    case .tooFew: "fewer than \(ReportFigure.fewest)"
    case .none: "–"
    }
  }

  /// As programs read it: a share as a fraction, a time in seconds; empty where there is nothing.
  var plain: String {
    switch self {
    case .count(let count): String(count)
    case .share(let part, let whole): Self.fraction(part, of: whole)
    case .seconds(let seconds): String(seconds)
    case .tooFew, .none: ""
    }
  }

  /// Four places behind the point, half up, in whole numbers: the same on every machine.
  private static func fraction(_ part: Int, of whole: Int) -> String {
    let tenThousandths = (20_000 * part + whole) / (2 * max(1, whole))
    let places = String(tenThousandths % 10_000)
    return "\(tenThousandths / 10_000)." + String(repeating: "0", count: 4 - places.count) + places
  }
}

extension ReportTable.Cell {
  package var words: String {
    switch self {
    case .text(let text): text
    case .person(let name, _): name
    case .figure(let figure, _): figure.value.words
    case .number(let number): String(number)
    case .amount(let amount): Self.words(ofAmount: amount)
    case .seconds(let seconds): Self.words(ofSeconds: seconds)
    case .empty: ""
    }
  }

  var plain: String {
    switch self {
    case .figure(let figure, _): figure.value.plain
    case .person(_, let address): address
    case .amount(let amount): amount == amount.rounded() && abs(amount) < 1e15 ? String(Int64(amount)) : String(amount)
    case .seconds(let seconds): String(seconds)
    case .text, .number, .empty: words
    }
  }

  /// `45 min`, `3 h 20 min`, `2 d 4 h`: two units at most, rounded down.
  static func words(ofSeconds seconds: Int64) -> String {
    let minutes = max(0, seconds) / 60
    func pair(_ large: Int64, _ first: String, _ small: Int64, _ second: String) -> String {
      small == 0 ? "\(large) \(first)" : "\(large) \(first) \(small) \(second)"
    }
    switch minutes {
    case 0..<60: return "\(minutes) min"
    case 60..<(24 * 60): return pair(minutes / 60, "h", minutes % 60, "min")
    default: return pair(minutes / 1440, "d", minutes % 1440 / 60, "h")
    }
  }

  /// Whole units with thousands apart, as the CRM's currency is not known: `130,000`.
  static func words(ofAmount amount: Double) -> String {
    guard amount.isFinite, abs(amount) < 1e15 else { return "–" }
    var digits = String(Int64(abs(amount).rounded()))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits = String(digits.dropLast(3))
    }
    return (amount < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }
}
