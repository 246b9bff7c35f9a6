import Foundation
import SalesforceClient
import TestServers
import Testing

/// The forms of Fixtures/salesforce, as Salesforce's own pages give them.
struct RecordedFormsTests {
  private func fixture(_ name: String) throws -> JSONValue {
    let folder = URL(fileURLWithPath: FakeServer.scripts).deletingLastPathComponent().deletingLastPathComponent().path
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/Fixtures/salesforce/\(name).json"))
    return try #require(JSONValue(Array(data)))
  }

  @Test func aCollectionsAnswerHasOneResultForEachRecord() throws {
    let results = try #require(try fixture("collection").array)
    #expect(results.map { $0["success"]?.bool } == [true, false])
    #expect(
      (results[1]["errors"]?.array ?? []).compactMap(APIError.init) == [
        APIError(
          code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", message: "Say what the customer wants next",
          fields: ["Description"])
      ])
  }

  @Test func anArrayOfErrorsNamesFieldsWhereItHasThem() throws {
    #expect(
      APIError.all(in: try fixture("errors").bytes) == [
        APIError(
          code: "REQUIRED_FIELD_MISSING", message: "Required fields are missing: [LastName]", fields: ["LastName"]),
        APIError(code: "INVALID_FIELD", message: "No such column 'Type' on sobject of type Task"),
      ])
  }

  @Test func aDescriptionTellsWhatIsThereAndWhatMayBeWritten() throws {
    let task = try #require(ObjectDescription(try fixture("describe")))
    #expect(task.field("Type") == nil)
    #expect(task.field("debrief_key__C")?.isExternalID == true)
    let subtype = try #require(task.field("TaskSubtype"))
    #expect(subtype.isCreatable && !subtype.isUpdatable && subtype.choices == ["Call"])
  }
}
