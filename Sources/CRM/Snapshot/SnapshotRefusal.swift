import Archives

/// Why a snapshot was refused as a whole. The one before it stays in force.
package struct SnapshotRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Fact: Equatable, Sendable {
    case nothingToRead
    case system(FileFailure)
    case archive(ArchiveFailure)
    case entry(EntryRefusal)
    case emptyFile
    case unreadableEncoding(String)
    case missingColumn(SnapshotField, tried: [String])
    case ambiguousColumn(wanted: String, found: [String], fix: String)
    case quoteNeverClosed
    case fieldTooLong(limit: Int)
    case tooManyColumns(limit: Int)
    /// The last row has no end and fewer fields than the header.
    case cutShort(fields: Int, expected: Int)
    case missingObjects([SnapshotObject], found: [String])
    case noRows(SnapshotObject)
    case tooManyBadRows(SnapshotObject, bad: Int, of: Int, limitPercent: Int, first: RowRefusal)
    /// Two rows claim one id and disagree.
    case contradiction(SnapshotObject, id: String, otherFile: String, otherLine: Int)
    case shrunk(SnapshotObject, from: Int, to: Int, limitPercent: Int)
    case changedWhileRead
  }

  /// The snapshot's path, or a file's name within it.
  package let file: String
  package let line: Int?
  package let fact: Fact

  package init(file: String, line: Int? = nil, fact: Fact) {
    self.file = file
    self.line = line
    self.fact = fact
  }

  package var description: String {
    "\(printable(file)):\(line.map { "\($0):" } ?? "") \(sentence)"
  }

  /// What is wrong and what to do about it, without the place.
  package var sentence: String {
    switch fact {
    case .nothingToRead:
      "holds no .csv file. Name a folder, or a zip, with one CSV file per Salesforce object."
    case .system(let failure): "cannot be read: \(failure.reason)."
    case .archive(let failure): "\(failure.sentence). Export it again."
    case .entry(let refusal): "\(refusal.sentence). Export it again, or leave it out of the archive."
    case .emptyFile: "is empty; not even a header is there. Export it again."
    case .unreadableEncoding(let name): "is \(name). Export it again as UTF-8."
    case .missingColumn(let field, let tried):
      "has no column \(tried.map { "\"\(printable($0))\"" }.joined(separator: " or ")), which every "
        + "\(field.object.rawValue) needs. Add it to the export, or name its column as crm.fields: \(field.path)."
    case .ambiguousColumn(let wanted, let found, let fix):
      "has several columns for \(wanted): \(found.map { "\"\(printable($0))\"" }.joined(separator: ", ")). \(fix)"
    case .quoteNeverClosed: "opens a quote that is never closed: the file is cut short or damaged. Export it again."
    case .fieldTooLong(let limit):
      "has a field of more than \(limit) bytes, most likely behind a quote that is never closed. Export it again."
    case .tooManyColumns(let limit): "has a row of more than \(limit) columns."
    case .cutShort(let fields, let expected):
      "ends in the middle of a row (\(fields) of \(expected) fields, no line break): the file is cut short. Export it again."
    case .missingObjects(let objects, let found): Self.missing(objects, found: found)
    case .noRows(let object): "holds no \(object.rawValue) at all. Export it again."
    case .tooManyBadRows(let object, let bad, let total, let limit, let first):
      "\(bad) of \(total) \(object.rawValue) rows cannot be used, more than \(limit) %. The first is here: "
        + "\(first.fact.sentence). Mend the export, or let it pass by raising crm.max_shrink_percent."
    case .contradiction(let object, let id, let otherFile, let otherLine):
      "\(object.rawValue) \(id) stands here and at \(printable(otherFile)):\(otherLine) with different values. "
        + "Give one export, not parts of two."
    case .shrunk(let object, let from, let to, let limit):
      "has \(to) \(object.rawValue) rows where the snapshot before had \(from): more than \(limit) % fewer. If that is right, "
        + "accept it once by raising crm.max_shrink_percent."
    case .changedWhileRead: "changed while it was read. Try again when the export has been written."
    }
  }

  /// Names what is missing, what is there, and the query or the stand-in that closes the gap.
  private static func missing(_ objects: [SnapshotObject], found: [String]) -> String {
    let shown = found.prefix(8).map(printable).joined(separator: ", ")
    let more = found.count > 8 ? " and \(found.count - 8) more" : ""
    let queries = objects.map {
      "\($0.rawValue).csv (SELECT \($0.requiredColumns.joined(separator: ", ")) FROM \($0.rawValue))"
    }
    var text = "has no file for \(objects.map(\.rawValue).joined(separator: ", ")), only \(shown)\(more). "
    text += "Add \(queries.joined(separator: ", "))."
    if objects.contains(.contactRole) {
      text += " An org without contact roles gives \(SnapshotObject.contactRole.rawValue).csv with its header alone."
    }
    return text
  }
}

/// A row that was left out of the snapshot, and why. The rest of the file was read.
package struct RowRefusal: Equatable, Sendable, CustomStringConvertible {
  package enum Fact: Error, Equatable, Sendable {
    case fieldCount(Int, expected: Int)
    case textAfterClosingQuote
    case missingValue(column: String)
    case badValue(column: String, value: String, expected: String)
    case otherObject(id: String, expected: SnapshotObject)
  }

  package let file: String
  package let line: Int
  package let fact: Fact

  package var description: String { "\(printable(file)):\(line): \(fact.sentence)" }
}

extension RowRefusal.Fact {
  package var sentence: String {
    switch self {
    case .fieldCount(let count, let expected): "has \(count) fields where the header has \(expected)"
    case .textAfterClosingQuote: "has text between a closing quote and the next delimiter"
    case .missingValue(let column): "has no \(printable(column))"
    case .badValue(let column, let value, let expected):
      "\(printable(column)) \"\(printable(String(value.prefix(80))))\" is not \(expected)"
    case .otherObject(let id, let expected):
      "id \(id) is not the id of \(expected.rawValue); "
        + (expected.keyPrefix.map { "those begin with \($0)" } ?? "it is one of another object's")
    }
  }
}

/// Something an admin should know about a file that was read all the same.
package struct SnapshotNote: Equatable, Sendable, CustomStringConvertible {
  package enum Fact: Equatable, Sendable {
    case notASnapshotObject
    case notUTF8(fields: Int)
    /// An optional value that could not be read; the row was kept without it.
    case valuesLeftOut(column: String, count: Int, firstLine: Int, example: String)
    /// A column that the configuration names.
    case configuredColumnMissing(String)
    case entry(EntryRefusal)
    case noRows(SnapshotObject)
    case trailerLines(Int)
    /// A custom object's file that carries its name and not its columns.
    case columnsMissing(SnapshotRefusal.Fact)
  }

  package let file: String
  package let fact: Fact

  package init(file: String, fact: Fact) {
    self.file = file
    self.fact = fact
  }

  package var description: String { "\(printable(file)): \(sentence)" }

  /// The description without the file, for where that has been said.
  package var sentence: String {
    switch fact {
    case .notASnapshotObject: "was left aside: neither its name nor its columns tell one of the objects that are read"
    case .notUTF8(let fields): "\(fields) fields are not UTF-8 and were read as Windows-1252"
    case .valuesLeftOut(let column, let count, let firstLine, let example):
      "\(count) values of \(printable(column)) cannot be read and were left out, the first on line \(firstLine): "
        + "\"\(printable(String(example.prefix(80))))\""
    case .configuredColumnMissing(let column): "has no column \(printable(column)), which the configuration names"
    case .entry(let refusal): refusal.description
    case .noRows(let object): "holds no \(object.rawValue)"
    case .trailerLines(let count): "\(count) lines below the report's rows were left out"
    case .columnsMissing(let fact): "was left aside: it \(SnapshotRefusal(file: file, fact: fact).sentence)"
    }
  }
}
