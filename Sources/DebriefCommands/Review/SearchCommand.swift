import ArgumentParser
import DebriefPipeline

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find opportunities and accounts of the CRM snapshot by words of their names.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Words; all of them have to be there.")
  var words: [String]

  func run() throws {
    let configuration = try options.configuration()
    let hits = try options.existingStore(configuration).records(matching: words.joined(separator: " "), limit: 50)
    if options.json {
      return try Output.standard.json(SearchJSON(records: hits.map { .init(id: $0.id.description, name: $0.label) }))
    }
    for hit in hits { try Output.standard.done("\(hit.id)  \(hit.label)") }
    if hits.isEmpty { try Output.error.done("Nothing in the CRM snapshot is called that.") }
  }
}

struct SearchJSON: Encodable {
  struct Record: Encodable {
    var id: String
    var name: String
  }

  var schema = "debrief.search/1"
  var records: [Record]
}
