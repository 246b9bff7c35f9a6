import Addresses
import Testing

@testable import DebriefCore

@Suite("Who may see what") struct ViewerTests {
  private let ana: SolutionArchitect
  private let ben: SolutionArchitect
  private let admin: EmailAddress
  private let vera: EmailAddress

  init() throws {
    vera = try EmailAddress(parsing: "vera@tanuki.example")
    admin = try EmailAddress(parsing: "ops@tanuki.example")
    var ana = SolutionArchitect(email: try EmailAddress(parsing: "ana@tanuki.example"))
    ana.profile.manager = vera
    ana.profile.also = [try EmailAddress(parsing: "ana@side.test")]
    self.ana = ana
    var ben = SolutionArchitect(email: try EmailAddress(parsing: "ben@tanuki.example"))
    ben.profile.manager = try EmailAddress(parsing: "ana@side.test")
    self.ben = ben
  }

  private func viewer(_ text: String) throws -> Viewer? {
    Viewer(try EmailAddress(parsing: text), architects: [ana, ben], admins: [admin])
  }

  @Test func anSAReadsAndActsOnOwnPromptsOnly() throws {
    let viewer = try #require(try viewer("ben@tanuki.example"))
    #expect(viewer.mayAct(for: ben.email) && viewer.mayRead(ben.email))
    #expect(!viewer.mayRead(ana.email) && !viewer.mayMeasure(ana.email) && !viewer.isAdmin)
  }

  @Test func aManagerReadsTheTeamsPromptsAndActsOnNone() throws {
    let viewer = try #require(try viewer("vera@tanuki.example"))
    #expect(viewer.architect == nil)
    #expect(viewer.mayRead(ana.email) && !viewer.mayAct(for: ana.email) && viewer.mayMeasure(ana.email))
    #expect(!viewer.mayRead(ben.email))
  }

  @Test func anSAIsTheSamePersonUnderEveryAddress() throws {
    let viewer = try #require(try viewer("ana@side.test"))
    #expect(viewer.email == ana.email && viewer.mayAct(for: ana.email))
    #expect(viewer.team == [ben])
    #expect(try self.viewer("ana@tanuki.example") == viewer)
  }

  @Test func anAdminSeesFiguresAndNoPrompts() throws {
    let viewer = try #require(try viewer("ops@tanuki.example"))
    #expect(viewer.isAdmin && viewer.mayMeasure(ben.email) && !viewer.mayRead(ben.email))
  }

  @Test func nobodyElseIsAnybody() throws {
    #expect(try viewer("stranger@tanuki.example") == nil)
  }
}
