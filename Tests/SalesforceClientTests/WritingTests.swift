import DebriefCore
import SalesforceClient
import Testing

struct WritingTests {
  @Test func aCallBecomesOneCompletedTaskWithItsKeyAndTheSAsOwnDay() throws {
    let world = try World()
    let outcome = world.writer().write([world.call("p-1")])[0]
    let tasks = try world.tasks()
    #expect(tasks.count == 1)
    #expect(outcome.id == tasks[0]["Id"]?.string)
    let expected: [String: JSONValue] = [
      "Debrief_Key__c": "p-1", "Status": "Completed", "TaskSubtype": "Call", "ActivityDate": "2026-03-30",
      "CallDurationInSeconds": .number(1800), "WhoId": .string(world.contact), "WhatId": .string(world.opportunity),
      "OwnerId": .string(world.user), "sa_activity_type__c": "Demo;Discovery Session", "products_positioned__c": .null,
    ]
    for (name, value) in expected { #expect(tasks[0][name] == value, "\(name)") }
    #expect(try world.org.log().last == "PATCH /sobjects/Task/Debrief_Key__c/p-1")
  }

  @Test func writingTheSameAgainMakesNoSecondTask() throws {
    let world = try World()
    let first = world.writer().write([world.call("p-1")])[0]
    let second = world.writer().write([world.call("p-1")])[0]
    #expect(first == second && first.id != nil)
    #expect(try world.tasks().count == 1)
  }

  @Test func anUpdateChangesTheTaskClearsWhatIsEmptyAndLeavesTheSubtype() throws {
    let world = try World()
    _ = world.writer().write([world.call("p-1", ["products_positioned__c": "Plan"])])
    let update = world.call("p-1", ["Subject": "Second", "CallDurationInSeconds": "", "TaskSubtype": "Call"])
    #expect(world.writer().write([update])[0].id != nil)
    let task = try world.tasks()[0]
    #expect(task["Subject"] == "Second" && task["CallDurationInSeconds"] == .null)
    #expect(task["products_positioned__c"] == .null && task["TaskSubtype"] == "Call")
  }

  @Test func takingBackMarksTheTaskAndMakesNoneWhereNoneIs() throws {
    let world = try World()
    let withdrawal = world.call("p-1", ["Status": "Deferred", "Subject": "Withdrawn: Till demo"], isWithdrawn: true)
    #expect(world.writer().write([withdrawal])[0] == .done(reference: nil))
    #expect(try world.tasks() == [])
    _ = world.writer().write([world.call("p-1")])
    #expect(world.writer().write([withdrawal])[0].id != nil)
    #expect(try world.tasks().map { $0["Status"]?.string } == ["Deferred"])
  }

  @Test func anOrgWithoutAnExternalIdFindsTheTaskByTheTextField() throws {
    let world = try World()
    try world.org.control(
      "schema",
      [
        "object": "Task", "field": "Debrief_Key__c",
        "changes": ["externalId": false, "unique": false, "idLookup": false],
      ])
    #expect(world.writer().write([world.call("p-1")])[0].id != nil)
    #expect(try world.org.log().last == "POST /sobjects/Task")
    #expect(world.writer().write([world.call("p-1", ["Subject": "Second"])])[0].id != nil)
    #expect(try world.tasks().map { $0["Subject"]?.string } == ["Second"])
  }

  @Test func anOrgWithoutAnyKeyFieldIsToldWhichOneToMake() throws {
    let world = try World()
    try world.org.control("schema", ["object": "Task", "field": "Debrief_Key__c", "changes": .null])
    guard case .failed(let why, "Debrief_Key__c") = world.writer().write([world.call("p-1")])[0] else {
      Issue.record("a task without a key could be written twice")
      return
    }
    #expect(why.contains("External ID"))
    #expect(try world.tasks() == [])
  }

  @Test func whatAPersonSaidIsNeverLeftOutBecauseAFieldIsMissing() throws {
    let world = try World()
    try world.org.control("schema", ["object": "Task", "field": "sa_activity_type__c", "changes": .null])
    guard case .failed(let why, "sa_activity_type__c") = world.writer().write([world.call("p-1")])[0] else {
      Issue.record("the type would be lost")
      return
    }
    #expect(why.contains("activities.fields"))
    // An empty one loses nothing.
    #expect(world.writer().write([world.call("p-1", ["sa_activity_type__c": ""])])[0].id != nil)
  }

  @Test func twoHundredAndOneTasksTakeTwoRequestsAndOneBadOneCostsItself() throws {
    let world = try World()
    var calls = (1...201).map { world.call("p-\($0)") }
    calls[7]["WhoId"] = world.account
    let outcomes = world.writer().write(calls)
    #expect(outcomes.count { $0.id != nil } == 200)
    guard case .failed(let why, "WhoId") = outcomes[7] else {
      Issue.record("\(outcomes[7])")
      return
    }
    #expect(why.contains("id value of incorrect type"))
    #expect(try world.tasks().count == 200)
    let posted = try world.org.log().filter { !$0.hasPrefix("GET") && !$0.contains("token") }
    #expect(posted == ["PATCH /composite/sobjects/Task/Debrief_Key__c", "PATCH /sobjects/Task/Debrief_Key__c/p-201"])
    // Each is known again, and changed by its id.
    let changed = world.writer().write(
      calls.prefix(5).map {
        var call = $0; call["Subject"] = "Again"; return call
      })
    #expect(changed.compactMap(\.id) == outcomes.prefix(5).compactMap(\.id))
    #expect(try world.tasks().count { $0["Subject"] == "Again" } == 5)
  }

  @Test func aContactThatIsThereIsNotMadeTwice() throws {
    let world = try World()
    func contact(_ email: String) -> RecordWrite {
      RecordWrite(
        "Contact", .matching([.init("Email", email)]),
        fields: [
          .init("FirstName", "Ana"), .init("LastName", "O'Neil"), .init("Email", email),
          .init("AccountId", world.account),
          .init("Title", ""),
        ], ifThere: .leave)
    }
    #expect(world.writer().write([contact("BEN@rookwood.test")])[0] == .done(reference: world.contact))
    let made = world.writer().write([contact("ana.o'neil@rookwood.test")])[0]
    #expect(world.writer().write([contact("ana.o'neil@rookwood.test")])[0] == made)
    #expect(try world.org.records("Contact").count == 2)
  }

  @Test func rolesAndOpportunityFieldsAndProofsOfValueAreWrittenOnce() throws {
    let world = try World()
    let role = RecordWrite(
      "OpportunityContactRole",
      .matching([.init("OpportunityId", world.opportunity), .init("ContactId", world.contact)]),
      fields: [
        .init("OpportunityId", world.opportunity), .init("ContactId", world.contact), .init("Role", "Technical Buyer"),
      ], ifThere: .leave)
    let update = RecordWrite(
      "Opportunity", .id(try #require(SalesforceID(world.opportunity))),
      fields: [.init("sa_validated_tech_evaluation_start_date__c", "2026-03-02"), .init("csm_ready__c", "true")],
      ifMissing: .fail)
    let pov = RecordWrite(
      "POV__c", .matching([.init("opportunity__c", world.opportunity), .init("Name", "Pilot")]),
      fields: [
        .init("opportunity__c", world.opportunity), .init("Name", "Pilot"), .init("start_date__c", "2026-03-01"),
      ])
    for _ in 1...2 {
      #expect(world.writer().write([role, update, pov]).allSatisfy { $0.id != nil })
    }
    #expect(try world.org.records("OpportunityContactRole").count == 1)
    #expect(try world.org.records("POV__c").count == 1)
    let opportunity = try world.org.records("Opportunity")[0]
    #expect(opportunity["csm_ready__c"] == true)
    #expect(opportunity["sa_validated_tech_evaluation_start_date__c"] == "2026-03-02")
    #expect(opportunity["sa_validated_tech_evaluation_end_date__c"] == .null)
  }

  @Test func aLeadBesideAnOpportunityIsRefusedBeforeAnythingIsWritten() throws {
    let world = try World()
    let lead = try world.org.seed("Lead", ["LastName": "Open", "Company": "Rookwood"])[0]
    guard case .failed(let why, "WhoId") = world.writer().write([world.call("p-1", ["WhoId": lead])])[0] else {
      Issue.record("it must be refused")
      return
    }
    #expect(why.contains("a lead and an opportunity cannot both be set"))
    #expect(try world.org.control("state")["transactions"]?.integer == 0)
  }

  @Test func aConvertedLeadIsLoggedToTheContactThatItBecame() throws {
    let world = try World()
    let lead = try world.org.seed(
      "Lead",
      ["LastName": "Rook", "Company": "Rookwood", "IsConverted": true, "ConvertedContactId": .string(world.contact)])[0]
    #expect(world.writer().write([world.call("p-1", ["WhoId": lead])])[0].id != nil)
    #expect(try world.tasks()[0]["WhoId"] == .string(world.contact))
  }

  @Test func aLeadThatIsConvertedMeanwhileIsFetchedFreshAndTheTaskSentToItsContact() throws {
    let world = try World()
    let lead = try world.org.seed("Lead", ["LastName": "Rook", "Company": "Rookwood"])[0]
    let session = world.org.session()
    let call = world.call("p-1", ["WhoId": lead, "WhatId": ""])
    // The org refuses the lead, as it does from the moment of the conversion.
    try world.org.fault("converted", method: "PATCH")
    guard case .failed(_, "WhoId") = RecordWriter(session: session).write([call])[0] else {
      Issue.record("a lead that was not converted after all has no contact")
      return
    }
    // Now somebody converts it between our look and our write.
    try world.org.fault(
      "converted", method: "PATCH",
      changing: ["Id": .string(lead), "IsConverted": true, "ConvertedContactId": .string(world.contact)])
    #expect(RecordWriter(session: session).write([call])[0].id != nil)
    #expect(try world.tasks().map { $0["WhoId"]?.string } == [world.contact])
  }
}
