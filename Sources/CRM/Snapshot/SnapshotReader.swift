import Archives

/// Reads a CRM snapshot: a folder or zip of CSV files, in any of the dialects that Salesforce's tools write.
///
/// Twice over the bytes: ``inspect()`` finds the objects, checks the columns and takes the fingerprint, so that an
/// unchanged export costs no more than that; ``read(_:into:)`` turns rows into records.
package struct SnapshotReader: Sendable {
  package let path: String
  package let map: FieldMap
  /// How days like `07/08/2026` are meant; without it such a row is refused.
  package let dateOrder: DateOrder?
  package let csvLimits: CSVLimits
  package let archiveLimits: ArchiveLimits
  /// Whether what the CRM has deleted is handed on as such: a list of changes says it, an export leaves it out.
  package var givesDeletions = false

  package init(
    path: String, map: FieldMap = FieldMap(), dateOrder: DateOrder? = nil, csvLimits: CSVLimits = CSVLimits(),
    archiveLimits: ArchiveLimits = .snapshots
  ) {
    self.path = path
    self.map = map
    self.dateOrder = dateOrder
    self.csvLimits = csvLimits
    self.archiveLimits = archiveLimits
  }

  private var files: SnapshotFiles { SnapshotFiles(path: path, limits: archiveLimits) }

  /// - Throws: ``SnapshotRefusal`` where a file cannot be read, a required column or object is missing.
  package func inspect() throws -> SnapshotPlan {
    var planned: [SnapshotPlan.File] = []
    var names: [String] = []
    var notes: [SnapshotNote] = []
    notes += try files.forEach { name, fill in
      names.append(name)
      let (file, found) = try inspect(name, fill)
      notes += found
      if let file {
        planned.append(file)
      } else if found.isEmpty {
        notes.append(SnapshotNote(file: name, fact: .notASnapshotObject))
      }
    }
    guard !names.isEmpty else { throw SnapshotRefusal(file: path, fact: .nothingToRead) }
    let there = Set(planned.map(\.object))
    let missing = SnapshotObject.allCases.filter { $0.isRequired && !there.contains($0) }
    guard missing.isEmpty else {
      throw SnapshotRefusal(file: path, fact: .missingObjects(missing, found: names))
    }
    var whole = Fingerprint()
    whole.add(Array("2\u{1F}\(map.signature)\u{1F}\(dateOrder?.rawValue ?? "")".utf8))
    for file in planned.sorted(by: { $0.name < $1.name }) {
      whole.add(Array("\(file.name)\u{1F}\(file.fingerprint)".utf8))
    }
    return SnapshotPlan(path: path, files: planned, fingerprint: whole.text, notes: notes)
  }

  /// Hands every record of the snapshot to `sink`, in the order of the files, with its place.
  ///
  /// - Throws: ``SnapshotRefusal``, and what `sink` throws.
  package func read(
    _ plan: SnapshotPlan, into sink: (SnapshotRecord, RecordPlace) throws -> Void
  ) throws -> SnapshotReading {
    let planned = Dictionary(plan.files.enumerated().map { ($1.name, $0) }) { first, _ in first }
    var reading = SnapshotReading(notes: plan.notes)
    var seen = 0
    _ = try files.forEach { name, fill in
      guard let index = planned[name] else { return }
      seen += 1
      let file = plan.files[index]
      var reader = RecordReader(file: file, index: index, dateOrder: dateOrder, limits: csvLimits)
      reader.givesDeletions = givesDeletions
      let result = try reader.read(fill, into: sink)
      guard result.fingerprint == file.fingerprint else { throw SnapshotRefusal(file: name, fact: .changedWhileRead) }
      reading.add(result, of: file)
    }
    guard seen == plan.files.count else { throw SnapshotRefusal(file: path, fact: .changedWhileRead) }
    return reading
  }

  private func inspect(_ name: String, _ fill: @escaping ByteFill) throws -> (SnapshotPlan.File?, [SnapshotNote]) {
    var head = [UInt8](repeating: 0, count: 1 << 20)
    var headCount = 0
    var fingerprint = Fingerprint()
    while headCount < head.count {
      let count = try head.withUnsafeMutableBytes {
        try fill(UnsafeMutableRawBufferPointer(rebasing: $0[headCount...]))
      }
      if count == 0 { break }
      headCount += count
    }
    fingerprint.add(head[..<headCount])
    var rest = [UInt8](repeating: 0, count: 256 << 10)
    while headCount == head.count {
      let count = try rest.withUnsafeMutableBytes(fill)
      if count == 0 { break }
      fingerprint.add(rest[..<count])
    }
    let glance = try HeaderGlance(name: name, head: head[..<headCount], limits: csvLimits)
    return try glance.plan(map: map, fingerprint: fingerprint.text)
  }
}

/// What reading gave beside the records.
package struct SnapshotReading: Equatable, Sendable {
  package struct Counts: Equatable, Sendable {
    /// Rows handed on as records.
    package var records = 0
    package var deleted = 0
    package var refused = 0

    package init() {}
  }

  package var counts: [SnapshotObject: Counts] = [:]
  /// The first rows that were refused, ``examplesPerFile`` of each file.
  package var refusals: [RowRefusal] = []
  package var notes: [SnapshotNote]

  package static let examplesPerFile = 100

  mutating func add(_ result: RecordReader.Result, of file: SnapshotPlan.File) {
    counts[file.object, default: Counts()].records += result.counts.records
    counts[file.object, default: Counts()].deleted += result.counts.deleted
    counts[file.object, default: Counts()].refused += result.counts.refused
    refusals += result.refusals
    notes += result.notes
  }
}
