import Foundation
import Testing

@testable import DebriefCommands

@Suite("What was in no calendar, on the command line") struct OnDemandCommandTests {
  @Test func itIsListedChangedAndTakenBackByItsID() throws {
    let installation = try Installation.ofTheDemo()
    #expect(try installation.debrief("run").exitCode == 0)
    let me = ["--as", "bruno.keller"]
    func debrief(_ arguments: [String]) throws -> Command.Result { try installation.command(arguments).run() }
    let logged = try debrief(
      ["log"] + me + [
        "--opportunity", "Pepsilo - Renewal and Growth", "--contact", "paula.finch@pepsilo.example", "--subject",
        "Phone call", "--type", "other", "--sentiment", "positive", "--description",
        "She asked what the second year would cost with forty seats. We sent the table.",
      ])
    #expect(logged.exitCode == 0, "\(logged.errorLines)")
    let id = try #require(
      logged.errorLines.joined().firstMatch(of: /debrief update (d-[a-z0-9]+);/).map { String($0.1) })
    #expect(try debrief(["activities"] + me).text.hasPrefix("\(id)  2026-03-31  Phone call  "))
    // An id may be cut; a colleague's is a colleague's.
    let cut = String(id.prefix(6))
    #expect(try debrief(["update", cut, "--as", "chloe.marsh", "--sentiment", "neutral"]).exitCode == 77)
    let updated = try debrief(["update", cut, "--sentiment", "negative"] + me)
    #expect(updated.text.contains("Updated Phone call: revision 2."))
    #expect(try debrief(["undo", cut] + me).text.contains("Phone call is as it was before."))
    #expect(try debrief(["undo", cut] + me).text.contains("Phone call is taken back."))
    #expect(try debrief(["undo", cut] + me).exitCode == 65)
    #expect(try debrief(["update", cut, "--sentiment", "neutral"] + me).exitCode == 65)
    #expect(try debrief(["undo", "d-zzz"] + me).exitCode == 66)
    #expect(try debrief(["activities"] + me).text == "")
    // Taken back within the minute: nothing leaves.
    let pushed = try debrief(["push", "--now", "2026-03-31T19:00:00Z"])
    #expect(pushed.text == "")
  }
}
