import Calendars
import DebriefCore
import Foundation

/// A message as a mail: RFC 5322 with MIME, plain text in UTF-8.
///
/// Text and subject go as base64, so that no line of a stranger's can be taken for part of the head, for the end of the
/// message, or be too long for a mail server.
enum MailText {
  /// - Parameters:
  ///   - id: the same for every attempt, so that a mail that came twice is recognised: many mailboxes keep only one.
  ///   - address: of the web inbox, where there is one.
  static func mail(
    _ message: Message, from sender: String, to recipient: String, id: String, at now: Instant, address: String?
  ) -> String {
    let domain = sender.split(separator: "@").last ?? "localhost"
    let head = [
      "From: Debrief <\(sender)>", "To: <\(recipient)>", "Subject: \(encoded(subject(message)))",
      "Date: \(date(now))", "Message-ID: <\(id)@\(domain)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
    ]
    var text = message.plainText
    if let address { text += "\n\n\(address)" }
    let body = Data((text + "\n").replacing("\n", with: "\r\n").utf8).base64EncodedString(
      options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    return (head + ["", body, ""]).joined(separator: "\r\n")
  }

  /// The first line.
  private static func subject(_ message: Message) -> String {
    let line = message.lines.first?.plainText ?? message.cause
    return line.count <= 120 ? line : String(line.prefix(119)) + "…"
  }

  /// RFC 2047: encoded words, so short that each fits on a line of 76 characters with its field's name, cut between scalars.
  static func encoded(_ text: String) -> String {
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if (words.last?.count ?? 0) + bytes.count > 39 { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }

  /// `Sat, 21 Nov 2026 09:30:00 +0000`.
  private static func date(_ instant: Instant) -> String {
    let utc = instant.utc
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]  // 1970-01-01 was a Thursday
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let day = Int(((utc.date.daysSinceEpoch % 7) + 7) % 7)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(days[day]), \(utc.date.day) \(months[utc.date.month - 1]) \(utc.date.year) "
      + "\(two(utc.hour)):\(two(utc.minute)):\(two(utc.second)) +0000"
  }
}
