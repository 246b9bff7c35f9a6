import DebriefPipeline
import Foundation
import Testing

/// What the program knows is what the pages say: each command, option, key and exit code.
struct DocumentationTests {
  private func page(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Installation.project)/docs/\(name)", encoding: .utf8)
  }

  private struct Help: Decodable {
    struct Command: Decodable {
      struct Argument: Decodable {
        struct Name: Decodable {
          var kind: String
          var name: String
        }
        var kind: String
        var shouldDisplay: Bool
        var names: [Name]?
      }
      var commandName: String
      var superCommands: [String]?
      var shouldDisplay: Bool
      var arguments: [Argument]?
      var subcommands: [Command]?
    }
    var command: Command
  }

  @Test func everyCommandAndOptionStandsInTheCommandLinesPage() throws {
    let page = try page("cli.md")
    var sections: [String: Substring] = [:]
    for part in page.components(separatedBy: "\n## ") {
      let title = part.prefix { $0 != "\n" }
      sections[String(title)] = part[title.endIndex...]
    }
    let common = try #require(sections["Options of every command on an installation"])
    let dump = try Command(
      program: Command.debrief, arguments: ["--experimental-dump-help"], folder: Installation.project
    ).run()
    let help = try JSONDecoder().decode(Help.self, from: dump.output)
    var commands = 0
    func visit(_ command: Help.Command, below path: String) {
      let name = path.isEmpty ? command.commandName : "\(path) \(command.commandName)"
      if command.commandName == "help" || !command.shouldDisplay { return }
      if !path.isEmpty {
        commands += 1
        guard let section = sections[name] else {
          Issue.record("docs/cli.md has no section \"\(name)\"")
          return
        }
        for argument in command.arguments ?? [] where argument.shouldDisplay && argument.kind != "positional" {
          for option in argument.names ?? [] where option.kind == "long" {
            let text = "`--\(option.name)"
            #expect(section.contains(text) || common.contains(text), "\(name) --\(option.name)")
          }
        }
      }
      for subcommand in command.subcommands ?? [] { visit(subcommand, below: name) }
    }
    visit(help.command, below: "")
    #expect(commands >= 8)
    // And no section speaks of a command that is not there.
    for title in sections.keys.sorted() where title.hasPrefix("debrief ") {
      let arguments = title.split(separator: " ").dropFirst().map(String.init) + ["--help"]
      let result = try Command(program: Command.debrief, arguments: arguments, folder: Installation.project).run()
      #expect(result.exitCode == 0 && result.text.contains("USAGE: \(title)"), "\(title)")
    }
  }

  @Test func everyKeyStandsInTheConfigurationsPageWithAllThatAnAdminAsks() throws {
    let rows = try page("configuration.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
    var documented: Set<String> = []
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(cells.count == 5 && cells.allSatisfy { !$0.isEmpty }, "\(row)")
      if let key = cells.first { documented.insert(key.trimmingCharacters(in: ["`"])) }
    }
    let known = try Configuration.knownKeys()
    #expect(known.count > 50)
    #expect(known.subtracting(documented).sorted() == [])
    #expect(documented.subtracting(known).sorted() == [])
  }

  @Test func theDefaultsOfThePageAreThoseOfTheProgram() throws {
    let rows = try page("configuration.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
    var sections: [String: [String]] = [:]
    var written = 0
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let key = cells[0].trimmingCharacters(in: ["`"])
      let value = cells[3]
      guard value.hasPrefix("`"), !key.contains("[]"), key != "state" else { continue }
      written += 1
      var path = key.split(separator: ".").map(String.init)
      let name = path.removeLast()
      sections[path.joined(separator: "."), default: []].append("\(name): \(value.trimmingCharacters(in: ["`"]))")
    }
    #expect(written > 30)
    func block(_ path: String, _ depth: Int) -> String {
      let indent = String(repeating: "  ", count: depth)
      var text = (sections[path] ?? []).map { "\(indent)\($0)\n" }.joined()
      let prefix = path.isEmpty ? "" : path + "."
      let children = Set(
        sections.keys.filter { $0 != path && $0.hasPrefix(prefix) }.compactMap {
          $0.dropFirst(prefix.count).split(separator: ".").first.map(String.init)
        })
      for child in children.sorted() { text += "\(indent)\(child):\n\(block(prefix + child, depth + 1))" }
      return text
    }
    var spelledOut = try Configuration(yaml: block("", 0), path: "pipeline.yml")
    var silent = try Configuration(yaml: "{}", path: "pipeline.yml")
    #expect(spelledOut.matching.workingStages == silent.matching.workingStages)
    // A set describes itself in any order.
    spelledOut.matching.workingStages = []
    silent.matching.workingStages = []
    #expect(String(describing: spelledOut) == String(describing: silent))
  }

  @Test func everyExitCodeOfTheTableIsDocumented() throws {
    let rows = try page("exit-codes.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
    let codes = rows.compactMap { Int($0.split(separator: "|")[0].trimmingCharacters(in: .whitespaces)) }
    #expect(codes == [0, 3, 64, 65, 66, 69, 70, 74, 75, 77, 78, 130, 143])
  }
}
