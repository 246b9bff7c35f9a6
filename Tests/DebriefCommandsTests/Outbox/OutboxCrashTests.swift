import Testing

/// `debrief push` is killed at every system call between taking a delivery and writing that it was delivered, and the next
/// push while it looks up what became of it; run again, each delivery has happened exactly once.
/// `DEBRIEF_CRASH_POINTS=300 swift test --filter OutboxCrashTests` does so at 300 points for each service, and takes
/// about twelve minutes.
@Suite(.serialized, .enabled(if: Command.canTrace)) struct OutboxCrashTests {
  private func kill(_ service: some KilledService, _ moment: PushKiller.Moment) throws {
    let outcome = try PushKiller(service: service).run(moment, points: PushKiller.points(scenarios: 4, orElse: 4))
    #expect(outcome.twice == [])
    #expect(outcome.never == [])
    // A harness that kills nobody proves nothing.
    #expect(outcome.killed > outcome.points * 9 / 10)
    print(
      "outbox: \(service.name), \(moment): killed at \(outcome.killed) of \(outcome.points) points "
        + "(of \(outcome.calls)), \(outcome.twice.count) twice, \(outcome.never.count) never")
  }

  private func control(_ service: some KilledService) throws {
    let outcome = try PushKiller(service: service).run(.sending, points: 8, onlyRecordings: true)
    #expect(!outcome.twice.isEmpty)
    #expect(outcome.never == [])
    print("outbox: control: \(service.name): \(outcome.twice.count) twice at \(outcome.points) points")
  }

  @Test(arguments: [("hook", false), ("forgetful", true)], [PushKiller.Moment.sending, .recovering])
  func aReceiverActsOnEachDeliveryOnce(way: (path: String, receipts: Bool), moment: PushKiller.Moment) throws {
    try kill(try KilledWebhook(way.path, receipts: way.receipts), moment)
  }

  @Test func theControlWithoutIdsOrReceiptsDeliversTwice() throws {
    try control(try KilledWebhook("forgetful", receipts: false))
  }

  @Test(arguments: [KilledSalesforce.Way.upsert, .text], [PushKiller.Moment.sending, .recovering])
  func anOrgHoldsExactlyOneTaskContactRoleAndProofOfEach(way: KilledSalesforce.Way, moment: PushKiller.Moment) throws {
    try kill(try KilledSalesforce(way), moment)
  }

  @Test(arguments: [KilledSalesforce.Way.upsert, .text])
  func theControlWithAnOrgThatFindsNothingAgainHoldsSomeTwice(way: KilledSalesforce.Way) throws {
    try control(try KilledSalesforce(way, forgets: true))
  }

  @Test(arguments: [KilledSlack.Form.messages, .digest], [PushKiller.Moment.sending, .recovering])
  func aWorkspaceShowsEachMessageOnce(form: KilledSlack.Form, moment: PushKiller.Moment) throws {
    try kill(try KilledSlack(form), moment)
  }

  @Test func theControlWithAWorkspaceThatShowsNoMetadataHasSomeTwice() throws {
    try control(try KilledSlack(.forgetful))
  }
}
