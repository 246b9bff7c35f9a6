import DebriefCore
import Foundation
import SalesforceClient
import Testing
import Yams

/// Recorded traffic of real orgs, wherever it lies: `make conformance SALESFORCE=DIR`, DIR with cassettes of vcrpy.
struct CassetteTests {
  private static let folder = ProcessInfo.processInfo.environment["DEBRIEF_CASSETTES"]

  private struct Exchange {
    var file: String
    var uri: String
    var status: Int
    var body: String
  }

  private static func exchanges(in value: Any?, file: String) -> [Exchange] {
    if let list = value as? [Any] { return list.flatMap { exchanges(in: $0, file: file) } }
    guard let map = value as? [String: Any] else { return [] }
    if let interactions = map["interactions"] { return exchanges(in: interactions, file: file) }
    guard let request = map["request"] as? [String: Any], let response = map["response"] as? [String: Any],
      let uri = request["uri"] as? String, let status = (response["status"] as? [String: Any])?["code"] as? Int,
      let body = (response["body"] as? [String: Any])?["string"] as? String
    else { return [] }
    return [Exchange(file: file, uri: uri, status: status, body: body)]
  }

  @Test(.enabled(if: folder != nil, "DEBRIEF_CASSETTES names no folder"))
  func whatRealOrgsAnsweredIsUnderstood() throws {
    let folder = try #require(Self.folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
    var (answers, describes, results, errors, xml) = (0, 0, 0, 0, 0)
    for name in names {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      for exchange in Self.exchanges(in: try Yams.load(yaml: text), file: name) {
        let place = "\(exchange.file): \(exchange.uri)"
        guard !exchange.body.hasPrefix("<?xml"), !exchange.body.isEmpty else {
          xml += 1
          continue
        }
        guard let value = JSONValue(Array(exchange.body.utf8)) else {
          // The first bulk API answers an upload with nothing, and lists in CSV.
          #expect(exchange.uri.contains("/async/"), "\(place) is no JSON")
          xml += 1
          continue
        }
        answers += 1
        if exchange.uri.hasSuffix("/describe") {
          describes += try check(describe: value, place)
        } else if exchange.uri.contains("/composite/sobjects") {
          let (good, bad) = try check(collection: value, place)
          results += good
          errors += bad
        } else if let inner = value["compositeResponse"]?.array {
          errors += check(composite: inner, place)
        }
        if exchange.status >= 400 {
          let said = APIError.all(in: Array(exchange.body.utf8))
          #expect(!said.isEmpty, "\(place)")
          errors += 1
        }
      }
    }
    print(
      "\(names.count) cassettes: \(answers) answers, \(describes) describes, \(results) results, \(errors) errors; \(xml) not JSON"
    )
    #expect(describes > 0 && results > 0 && errors > 0)
  }

  private func check(describe value: JSONValue, _ place: String) throws -> Int {
    let object = try #require(ObjectDescription(value), "\(place)")
    #expect(place.contains("/\(object.name)/"), "\(place)")
    #expect(object.fields.count == value["fields"]?.array?.count, "\(place)")
    #expect(object.field("id")?.type == "id" && object.field("SYSTEMMODSTAMP")?.type == "datetime", "\(place)")
    #expect(object.field("Id")?.isCreatable == false, "\(place)")
    for field in object.fields { #expect(SOQL.isName(field.name) && !field.type.isEmpty, "\(place) \(field.name)") }
    return 1
  }

  private func check(collection value: JSONValue, _ place: String) throws -> (good: Int, bad: Int) {
    var (good, bad) = (0, 0)
    for result in try #require(value.array, "\(place)") {
      if result["success"]?.bool == true {
        let id = try #require(result["id"]?.string, "\(place)")
        #expect(SalesforceID(id)?.description == id && SalesforceID(id.prefix(15))?.description == id, "\(place)")
        good += 1
      } else {
        let errors = (result["errors"]?.array ?? []).compactMap(APIError.init)
        #expect(!errors.isEmpty && errors.allSatisfy { !$0.code.isEmpty }, "\(place)")
        bad += 1
      }
    }
    return (good, bad)
  }

  private func check(composite answers: [JSONValue], _ place: String) -> Int {
    answers.count { answer in
      guard (answer["httpStatusCode"]?.integer ?? 0) >= 400 else { return false }
      let errors: [APIError] = APIError.all(in: answer["body"]?.bytes ?? [])
      #expect(!errors.isEmpty, "\(place)")
      return true
    }
  }
}
