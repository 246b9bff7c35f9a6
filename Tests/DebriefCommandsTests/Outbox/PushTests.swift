import Foundation
import Networking
import TestServers
import Testing

/// The real binary against the fake receiver.
@Suite("Deliveries to a service") struct PushTests {
  private struct Pushed: Decodable {
    struct Failed: Decodable {
      var key: String
      var why: String
    }
    var deliveries: Int
    var waiting: Int
    var unknown: Int
    var failed: [Failed]
    var unavailable: [String: String]
    var files: [String]
  }

  private func push(_ installation: Installation, at time: String = "2026-03-31T18:05:00Z") throws -> (Pushed, Int32) {
    let result = try installation.debrief("push", "--json", "--now", time)
    return (try JSONDecoder().decode(Pushed.self, from: result.output), result.exitCode)
  }

  @Test("A run sends at its end what is due, signed, each contact before its task and the task with its id")
  func runSends() throws {
    let receiver = try Receiver()
    let installation = try receiver.installation("hook", calls: 2)
    #expect(try installation.debrief("run").exitCode == 0)
    #expect(try receiver.effects().effects.isEmpty)  // nothing leaves in the first minute
    let run = try installation.debrief("run", "--now", "2026-03-31T18:02:00Z")
    #expect(run.exitCode == 0)
    #expect(run.text == "")
    let effects = try receiver.effects()
    #expect(effects.refused == [])
    #expect(effects.effects.map(\.body.object) == ["Contact", "Task", "Contact", "Task"])
    #expect(effects.effects[1].body.references?["contact/guest0@pepsilo.example"] == effects.effects[0].id)
    #expect(try installation.debrief("run", "--now", "2026-03-31T19:02:00Z").exitCode == 0)
    #expect(try receiver.effects().effects.count == 4)
    #expect(!FileManager.default.fileExists(atPath: installation.state + "/outbox"))
  }

  @Test("A reply that never came is unknown, looked up, and not repeated where it has arrived")
  func lostReply() throws {
    let receiver = try Receiver()
    let installation = try receiver.installation("lossy", calls: 1)
    let (first, code) = try push(installation)
    #expect(first.deliveries == 0 && first.unknown == 1 && code == 0)
    let list = try installation.debrief("outbox")
    #expect(list.text.hasPrefix("unknown    contact/guest0@pepsilo.example"))
    #expect(list.text.contains("waits for") == false)
    let task = try installation.debrief("outbox", "show", "task/")
    #expect(task.text.contains("waits for contact/guest0@pepsilo.example"))
    // Looked up once more each: the contact, then the task that waited for it.
    for time in ["18:20", "18:40", "19:00", "19:20"] { _ = try push(installation, at: "2026-03-31T\(time):00Z") }
    #expect(try receiver.effects().effects.map(\.body.object) == ["Contact", "Task"])
    #expect(try installation.debrief("outbox").text == "")
  }

  @Test("A service that is not there costs nothing but time: exit code 69, and everything goes later")
  func unavailable() throws {
    let receiver = try Receiver()
    let installation = try receiver.installation("hook", calls: 1)
    let configuration = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(
      configuration.replacing("127.0.0.1:\(receiver.server.port("http"))", with: "127.0.0.1:1"), to: "pipeline.yml")
    let result = try installation.debrief("push", "--now", "2026-03-31T18:05:00Z")
    #expect(result.exitCode == 69)
    #expect(result.errorLines.first?.hasPrefix("not available: webhook: 127.0.0.1: ") == true)
    #expect(try installation.debrief("run", "--now", "2026-03-31T18:05:00Z").exitCode == 0)  // a pause was agreed on
    try installation.write(configuration, to: "pipeline.yml")
    #expect(try push(installation, at: "2026-03-31T18:20:00Z").0.deliveries == 2)
  }

  @Test("What the service refuses waits for a person, who may retry or drop it; a run says so once, with exit code 3")
  func failures() throws {
    let receiver = try Receiver()
    let installation = try receiver.installation("status/422", calls: 1)
    let run = try installation.debrief("run", "--now", "2026-03-31T18:05:00Z")
    #expect(run.exitCode == 3)
    #expect(run.errors == "failed: contact/guest0@pepsilo.example: webhook: the receiver answered 422\n")
    #expect(try installation.debrief("run", "--now", "2026-03-31T18:20:00Z").exitCode == 0)
    #expect(try installation.debrief("doctor").text.contains("deliveries that failed and wait for a person: 1"))
    let configuration = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(configuration.replacing("status/422", with: "hook"), to: "pipeline.yml")
    #expect(try push(installation, at: "2026-03-31T18:30:00Z").0.deliveries == 0)
    let retried = try installation.debrief("outbox", "retry", "contact/", "--now", "2026-03-31T18:31:00Z")
    #expect(retried.exitCode == 0)
    #expect(try push(installation, at: "2026-03-31T18:32:00Z").0.deliveries == 2)
    #expect(try installation.debrief("outbox", "retry", "contact/").exitCode == 65)
    #expect(try installation.debrief("outbox", "drop", "nothing", "--reason", "x").exitCode == 66)
  }

  @Test("A dropped contact lets its task go; a confirmed delivery counts as sent")
  func droppedAndConfirmed() throws {
    let receiver = try Receiver()
    let installation = try receiver.installation("status/422", calls: 1)
    _ = try push(installation)
    #expect(try installation.debrief("outbox", "drop", "contact/", "--reason", "is there already").exitCode == 0)
    let (pushed, code) = try push(installation, at: "2026-03-31T18:20:00Z")
    #expect(pushed.failed.map(\.why) == ["the receiver answered 422"] && code == 3)
    let confirmed = try installation.debrief("outbox", "confirm", "task/", "--reference", "00T1")
    #expect(confirmed.text.contains("done") && confirmed.text.contains("00T1"))
    let history = try installation.debrief("outbox", "show", "task/").text
    #expect(history.contains("by debrief outbox, as 00T1"))
  }

  @Test("A receiver that asks for a pause gets it")
  func pauses() throws {
    let receiver = try Receiver()
    let installation = try receiver.installation("status/429", calls: 1)
    let (pushed, code) = try push(installation)
    #expect(code == 0 && pushed.waiting == 2)
    #expect(try installation.debrief("outbox", "list", "--state", "queued").text.contains("asks for a pause (429)"))
  }

  @Test("Without its secret nothing is sent, the run's own work is done, and the message names the variable")
  func secretMissing() throws {
    let receiver = try Receiver()
    let installation = try receiver.installation("hook", calls: 1)
    let run = try installation.command(
      through: ["/usr/bin/env", "-u", "DEBRIEF_WEBHOOK_SECRET"], ["run", "--verbose", "--now", "2026-03-31T18:05:00Z"]
    ).run()
    #expect(run.exitCode == 78)
    #expect(run.errors.contains("DEBRIEF_WEBHOOK_SECRET"))
    #expect(run.text.contains("Prompts"))
  }

  @Test("Neither a proxy of the environment nor .netrc is used")
  func environment() throws {
    let receiver = try Receiver()
    let installation = try receiver.installation("hook", calls: 1)
    try installation.write("machine 127.0.0.1 login ada password hunter2", to: ".netrc")
    let push = try installation.command(
      through: [
        "/usr/bin/env", "HOME=\(installation.folder)", "http_proxy=http://127.0.0.1:1", "ALL_PROXY=http://127.0.0.1:1",
        "HTTPS_PROXY=http://127.0.0.1:1",
      ], ["push", "--now", "2026-03-31T18:05:00Z"]
    ).run()
    #expect(push.exitCode == 0, "\(push.errors)")
    #expect(try receiver.effects().effects.count == 2)
  }
}
