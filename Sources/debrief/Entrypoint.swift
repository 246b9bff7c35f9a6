import DebriefCommands

@main enum Entrypoint {
  static func main() { DebriefCommand.start() }
}
