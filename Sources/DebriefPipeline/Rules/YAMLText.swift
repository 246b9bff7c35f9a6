/// Text as a YAML value.
enum YAMLText {
  /// A double-quoted scalar (YAML 1.2.2, 7.3.1): nothing in it can end the value or the line.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      // The configuration refuses what looks like an alias wherever it stands (docs/decisions/0003-configuration.md).
      case "*": result += "\\x2A"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
