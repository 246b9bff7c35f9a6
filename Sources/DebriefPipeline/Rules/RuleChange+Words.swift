extension RuleChange {
  /// What a person reads of it.
  package var words: String {
    switch self {
    case .same: "the same"
    case .newlyPrompted: "newly prompted"
    case .noLonger: "no longer prompted"
    case .otherOpportunity: "another opportunity"
    case .nowAsks: "now asks (an opportunity was preselected)"
    case .nowMatched: "now preselects an opportunity"
    case .otherQuestion: "asks another question"
    }
  }
}

extension RuleFlip.Effect {
  /// What a person reads of it.
  package var words: String {
    switch self {
    case .better: "the draft does better"
    case .worse: "the draft does worse"
    case .neutral: "no better and no worse"
    }
  }
}
