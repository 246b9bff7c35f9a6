import DebriefCore
import SalesforceClient
import Testing

/// What goes wrong on the way: exactly one task comes of it, and the outcome says what to do.
struct FaultTests {
  @Test func aDroppedReplyIsUnknownAndFoundWhenLookedFor() throws {
    let world = try World()
    try world.org.fault("drop", method: "PATCH")
    guard case .unknown = world.writer().write([world.call("p-1")])[0] else {
      Issue.record("a lost answer is no failure")
      return
    }
    let tasks = try world.tasks()
    #expect(tasks.count == 1)
    #expect(world.writer().lookUp(world.call("p-1")) == .happened(reference: tasks[0]["Id"]?.string))
    #expect(world.writer().write([world.call("p-1")])[0].id != nil)
    #expect(try world.tasks().count == 1)
  }

  @Test func aResetBeforeTheOrgLookedIsUnknownTooAndNotFound() throws {
    let world = try World()
    try world.org.fault("reset", method: "PATCH")
    guard case .unknown = world.writer().write([world.call("p-1")])[0] else {
      Issue.record("nobody can tell where it was cut")
      return
    }
    #expect(world.writer().lookUp(world.call("p-1")) == .didNotHappen)
    #expect(world.writer().write([world.call("p-1")])[0].id != nil)
    #expect(try world.tasks().count == 1)
  }

  @Test func anUpdateWhoseAnswerWasLostIsToldByItsContent() throws {
    let world = try World()
    _ = world.writer().write([world.call("p-1")])
    let update = world.call("p-1", ["Subject": "Second", "sa_activity_type__c": "Discovery Session;Demo"])
    try world.org.fault("reset", method: "PATCH")
    _ = world.writer().write([update])
    #expect(world.writer().lookUp(update) == .didNotHappen)
    try world.org.fault("drop", method: "PATCH")
    _ = world.writer().write([update])
    guard case .happened = world.writer().lookUp(update) else {
      Issue.record("it is there")
      return
    }
  }

  @Test func aDroppedCollectionIsUnknownForEachAndNoneComesTwice() throws {
    let world = try World()
    let calls = (1...30).map { world.call("p-\($0)") }
    try world.org.fault("drop", path: "/composite/sobjects")
    let lost = world.writer().write(calls)
    #expect(lost.allSatisfy { if case .unknown = $0 { true } else { false } })
    #expect(world.writer().write(calls).allSatisfy { $0.id != nil })
    #expect(try world.tasks().count == 30)
  }

  @Test func aLockedRowIsRetriedUnderTheSameKey() throws {
    let world = try World()
    try world.org.fault("lock", method: "PATCH")
    guard case .retry(nil, let why) = world.writer().write([world.call("p-1")])[0] else {
      Issue.record("a lock passes")
      return
    }
    #expect(why.contains("UNABLE_TO_LOCK_ROW"))
    try world.org.fault("lock", path: "/composite/sobjects")
    let calls = (1...3).map { world.call("p-\($0)") }
    let outcomes = world.writer().write(calls)
    #expect(outcomes.count { $0.id != nil } == 2)
    #expect(world.writer().write(calls).allSatisfy { $0.id != nil })
    #expect(try world.tasks().count == 3)
  }

  @Test func aUsedUpLimitWaitsAnHourAndSendsNothingMore() throws {
    let world = try World()
    try world.org.fault("limit", times: 100)
    let writer = world.writer()
    #expect(
      writer.write([world.call("p-1")])[0]
        == .unavailable(
          after: Reaction.limitPause, why: "TotalRequests Limit exceeded. (REQUEST_LIMIT_EXCEEDED)"))
    let sent = try world.org.log().count
    guard case .unavailable(Reaction.limitPause, _) = writer.write([world.call("p-2")])[0] else {
      Issue.record("still used up")
      return
    }
    #expect(try world.org.log().count == sent)
  }

  @Test func tooManyRequestsWaitAsLongAsTheOrgSays() throws {
    let world = try World()
    try world.org.fault("429", method: "PATCH")
    guard case .retry(7, _) = world.writer().write([world.call("p-1")])[0] else {
      Issue.record("Retry-After was 7")
      return
    }
  }

  @Test func severalTasksUnderOneKeyAreChangedByNobody() throws {
    let world = try World()
    try world.org.fault("300", method: "PATCH")
    guard case .failed(let why, nil) = world.writer().write([world.call("p-1")])[0] else {
      Issue.record("300")
      return
    }
    #expect(why.contains("several records"))
    try world.org.seed("Task", ["Debrief_Key__c": "p-2"], ["Debrief_Key__c": "p-2"])
    guard case .failed(let both, _) = world.writer().write([world.call("p-2")])[0] else {
      Issue.record("two of them")
      return
    }
    #expect(both.contains("2 records of Task carry the key p-2"))
    #expect(world.writer().lookUp(world.call("p-2")) == .cannotTell(why: "2 records of Task carry its key"))
  }

  @Test func aDuplicateValueIsDoneWhereTheRecordIsOursAndRefusedWhereItIsNot() throws {
    let world = try World()
    // Another program creates the task between the look and the insert.
    let taken = "duplicate value found: Debrief_Key__c duplicates value on record with id: 00TFk0000000001"
    try world.org.answer(400, "DUPLICATE_VALUE", taken, path: "/sobjects/Task/Debrief_Key__c")
    guard case .failed(let why, nil) = world.writer().write([world.call("p-1")])[0] else {
      Issue.record("no record of ours has it")
      return
    }
    #expect(why.contains("duplicate value found"))
    let session = world.org.session()
    let before = try world.org.seed("Task", ["Debrief_Key__c": "p-9", "Subject": "There"])[0]
    #expect(RecordWriter(session: session).write([world.call("p-9")])[0].id == before)
  }

  @Test func aValidationRulesMessageComesBackWithItsField() throws {
    let world = try World()
    try world.org.fault("validation", method: "PATCH")
    #expect(
      world.writer().write([world.call("p-1")])[0]
        == .failed(
          why: "Say what the customer wants next (FIELD_CUSTOM_VALIDATION_EXCEPTION)", field: "Description"))
    try world.org.fault("validation", path: "/composite/sobjects")
    let outcomes = world.writer().write([world.call("p-1"), world.call("p-2")])
    #expect(
      outcomes[0]
        == .failed(why: "Say what the customer wants next (FIELD_CUSTOM_VALIDATION_EXCEPTION)", field: "Description"))
    #expect(outcomes[1].id != nil)
  }

  @Test(arguments: ["500", "503"])
  func aServersFailureIsUnknown(_ fault: String) throws {
    let world = try World()
    try world.org.fault(fault, method: "PATCH")
    guard case .unknown = world.writer().write([world.call("p-1")])[0] else {
      Issue.record("5xx")
      return
    }
  }

  @Test func aSessionThatExpiresBetweenLookAndWriteCostsOneLogin() throws {
    let world = try World()
    try world.org.fault("401", method: "PATCH")
    #expect(world.writer().write([world.call("p-1")])[0].id != nil)
    #expect(try world.tasks().count == 1)
    #expect(try world.org.control("state")["logins"]?.integer == 2)
  }

  @Test func aDeletedOpportunityIsSaidAndNothingRetried() throws {
    let world = try World()
    try world.org.control("change", ["Id": .string(world.opportunity), "IsDeleted": true])
    #expect(
      world.writer().write([world.call("p-1")])[0]
        == .failed(why: "entity is deleted (ENTITY_IS_DELETED)", field: nil))
    let update = RecordWrite(
      "Opportunity", .id(try #require(SalesforceID(world.opportunity))), fields: [.init("csm_ready__c", "true")],
      ifMissing: .fail)
    #expect(
      world.writer().write([update])[0] == .failed(why: "entity is deleted (ENTITY_IS_DELETED)", field: nil))
  }
}
