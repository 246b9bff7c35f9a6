import Foundation
import Testing

@testable import DebriefPipeline

struct CalendarFilesTests {
  private func files(at path: String) -> [String] {
    CalendarFiles([.init(path: path, owner: nil, line: 1, feed: nil)]).files.map(\.path)
  }

  @Test func aFolderBehindALinkIsReadUnderTheNameOfTheLink() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/debrief-links-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder + "/mount/emea", withIntermediateDirectories: true)
    for name in ["ada.ics", "emea/bo.ics", "emea/.hidden.ics", "notes.txt"] {
      #expect(FileManager.default.createFile(atPath: folder + "/mount/" + name, contents: Data()))
    }
    try FileManager.default.createSymbolicLink(atPath: folder + "/calendars", withDestinationPath: "mount")
    let link = folder + "/calendars"
    #expect(files(at: link) == [link + "/ada.ics", link + "/emea/bo.ics"])
    #expect(files(at: link + "/") == [link + "/ada.ics", link + "/emea/bo.ics"])
    #expect(files(at: folder + "/mount") == [folder + "/mount/ada.ics", folder + "/mount/emea/bo.ics"])
  }
}
