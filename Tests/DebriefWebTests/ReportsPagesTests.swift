import DebriefCore
import DebriefPipeline
import Foundation
import Testing

@testable import DebriefWeb

@Suite("Reports in the browser", .serialized) struct ReportsPagesTests {
  /// Somebody who is signed in.
  private struct Visitor {
    let world: World
    let session: Secret

    init(_ person: World.Person, in world: World) throws {
      self.world = world
      session = try world.session(person)
    }

    func get(_ address: String) throws -> (status: Int, text: String) {
      let answer = try world.get(address, session)
      return (answer.status, answer.text)
    }
  }

  /// Every number of a page that leads to its rows: the address, and the number as it is shown.
  private static func links(_ page: String) throws -> [(address: String, text: String)] {
    let link = /<a href="(\/reports\/[a-z]+\/rows\?[^"]*)">([^<]*)<\/a>/
    return page.matches(of: link).map { (String($0.1).replacing("&amp;", with: "&"), String($0.2)) }
  }

  /// What the rows of a file add up to: their number, or that of their events.
  private static func sum(_ csv: String) -> Int {
    let lines = csv.components(separatedBy: "\r\n").dropLast()
    guard let header = lines.first, header.hasPrefix("calendar,") else { return lines.count - 1 }
    return lines.dropFirst().compactMap { $0.split(separator: ",").last.flatMap { Int($0) } }.reduce(0, +)
  }

  @Test func everyNumberLeadsToExactlyItsRows() throws {
    let visitor = try Visitor(.admin, in: World())
    var checked = 0
    for kind in ReportKind.allCases {
      for dimension in kind.dimensions {
        let page = try visitor.get("/reports/\(kind.rawValue)?by=\(dimension.rawValue)")
        #expect(page.status == 200)
        let links = try Self.links(page.text)
        #expect(!links.isEmpty || (kind == .coverage && dimension == .type) || kind == .age)
        // All of the totals, and one in seven of the numbers that a table has for every SA or week.
        let sample = links.enumerated().filter { $0.offset % 7 == 0 || $0.element.address.contains("group=all") }
        for (address, text) in sample.map(\.element) {
          checked += 1
          let rows = try visitor.get(address)
          #expect(rows.status == 200, "\(address)")
          let csv = try visitor.get(address.replacing("/rows?", with: "/rows.csv?"))
          if let count = Int(text) {
            #expect(Self.sum(csv.text) == count, "\(address)")
          } else if let whole = rows.text.firstMatch(of: /: ([0-9]+) of these ([0-9]+) rows/) {
            #expect(Self.sum(csv.text) == Int(whole.2), "\(address)")
          } else {
            Issue.record("\(address) is shown as \(text)")
          }
          #expect(rows.text.matches(of: /<tr class="row">/).count == csv.text.components(separatedBy: "\r\n").count - 2)
        }
      }
    }
    #expect(checked > 150)
  }

  @Test func anSASeesTheirOwnAManagerTheTeamAnAdminAll() throws {
    let world = try World()
    let bruno = try Visitor(.owner, in: world)
    let own = try bruno.get("/reports/coverage").text
    #expect(own.contains("Bruno Keller"))
    for other in ["Ada Fern", "Chloe Marsh", "Maya Roth"] { #expect(!own.contains(other)) }
    let team = try Visitor(.manager, in: world).get("/reports/coverage").text
    for name in ["Ada Fern", "Bruno Keller", "Maya Roth"] { #expect(team.contains(name)) }
    for other in ["Chloe Marsh", "Dev Anand", "Hiro Tanabe"] { #expect(!team.contains(other)) }
    let all = try Visitor(.admin, in: world).get("/reports/coverage").text
    for name in ["Ada Fern", "Chloe Marsh", "Liam Byrne"] { #expect(all.contains(name)) }

    // The export has ten evaluations: one of Bruno's, four of nobody's.
    func opportunities(_ visitor: Visitor) throws -> Int {
      Self.sum(try visitor.get("/reports/evaluations/rows.csv?by=stage&measure=opportunities&group=all").text)
    }
    #expect(try opportunities(bruno) == 1)
    #expect(try opportunities(try Visitor(.manager, in: world)) == 5)
    #expect(try opportunities(try Visitor(.admin, in: world)) == 10)
  }

  @Test func whoAsksForSomebodyElsesFiguresIsToldThatThereAreNone() throws {
    let world = try World()
    let bruno = try Visitor(.owner, in: world)
    let foreign = [
      "/reports/coverage?sa=ada.fern@tanuki.example", "/reports/coverage?region=apac",
      "/reports/coverage/rows?by=sa&measure=external&group=ada.fern@tanuki.example",
      "/reports/coverage/rows.csv?by=sa&measure=external&group=ada.fern@tanuki.example",
      "/reports/coverage/rows.csv?by=region&measure=external&group=apac",
    ]
    let none = [
      "/reports/nonsense", "/reports/coverage/rows?measure=nonsense",
      "/reports/coverage/rows?measure=external&group=nobody@tanuki.example", "/reports/coverage/other.csv",
    ]
    let answers = try Set((foreign + none).map { try bruno.get($0).status })
    #expect(answers == [404])
    #expect(try bruno.get(foreign[2]).text == bruno.get(none[2]).text)
    for address in ["/reports", "/reports/coverage", "/reports/coverage/rows.csv?measure=external"] {
      #expect(try world.get(address, nil).status == 401)
    }
    #expect(try bruno.get("/reports").status == 303)
  }

  @Test func aWindowThatCannotBeUsedIsSaidSoAndShownAsTheDefault() throws {
    let visitor = try Visitor(.owner, in: World())
    for (query, words) in [
      ("from=yesterday", "A day is written"), ("from=2026-04-01&to=2026-03-01", "first day is after the last"),
      ("from=2020-01-01", "400 days at most"),
    ] {
      let page = try visitor.get("/reports/coverage?\(query)")
      #expect(page.status == 200)
      #expect(page.text.contains(words), "\(query)")
    }
    let page = try visitor.get("/reports/coverage?from=2026-02-01&to=2026-02-28").text
    #expect(page.contains("value=\"2026-02-01\"") && page.contains("2026-W09") && !page.contains("2026-W10"))
    // What the viewer chose goes on with every link.
    #expect(page.contains("/reports/reasons?from=2026-02-01&amp;to=2026-02-28"))
  }

  @Test func strangersTextIsTextAndPicturesHaveNames() throws {
    let visitor = try Visitor(.admin, in: World())
    let rows = try visitor.get("/reports/coverage/rows?by=sa&measure=external&group=all").text
    // A title of the demo's.
    #expect(rows.contains("Q1 &lt;img src=x onerror=alert(1)&gt;"))
    #expect(!rows.contains("<img"))
    for kind in ReportKind.allCases {
      let page = try visitor.get("/reports/\(kind.rawValue)").text
      #expect(!page.contains("style=") && !page.contains("<style"))
      for picture in page.matches(of: /<svg [^>]*>/) {
        let tag = String(picture.0)
        #expect(
          tag.contains("aria-hidden=\"true\"")
            || (tag.contains("role=\"img\"") && (tag.contains("aria-label=") || tag.contains("aria-labelledby="))))
      }
    }
  }

  @Test(arguments: [(0, 2), (1, 2), (2, 2), (3, 4), (5, 6), (7, 10), (11, 20), (61, 100), (100, 100), (101, 200)])
  func thePicturesScaleEndsAtARoundNumber(count: Int, top: Int) {
    #expect(roundTop(count) == top)
  }

  @Test func aBarsPartsFillItToTheEdgeAndNoFurther() {
    let parts = [BarPart(look: .full, name: "Logged", count: 1), BarPart(look: .light, name: "Pending", count: 2)]
    let svg = String(decoding: barPicture(parts, whole: 3).bytes, as: UTF8.self)
    #expect(svg.contains("aria-label=\"1 logged, 2 pending\""))
    let rectangles = svg.matches(of: /x="([0-9]+)" y="1" width="([0-9]+)"/).map { (Int($0.1) ?? -1, Int($0.2) ?? -1) }
    #expect(rectangles.map(\.0) == [0, 333])
    #expect(rectangles.map { $0.0 + $0.1 } == [333, 1000])
    #expect(String(decoding: barPicture([], whole: 0).bytes, as: UTF8.self).contains("aria-label=\"nothing\""))
  }
}
