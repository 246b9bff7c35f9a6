/// Counts logical lines and does nothing with them: the measure of splitting alone.
package enum LineCount {
  package static func logicalLines(
    _ source: inout some ByteSource, bufferBytes: Int = CalendarReader.usualBufferBytes
  ) throws -> Int {
    var counter = Counter()
    var splitter = LineSplitter(limits: CalendarLimits(), bufferBytes: bufferBytes)
    try splitter.run(&source, into: &counter)
    return counter.lines
  }

  private struct Counter: LineSink {
    var lines = 0

    mutating func begin(countsOffsets: Bool) {}
    mutating func lines(
      _ bytes: Span<UInt8>, _ starts: Span<LineStart>, at places: LinePlaces, mayLeave: Int
    ) -> Int {
      lines &+= starts.count &- 1
      return starts.count &- 1
    }
    func needs(_ bytes: Span<UInt8>, lineFrom start: Int) -> Bool { false }
    mutating func leftOut(_ bytes: Span<UInt8>, lineFrom start: Int, at place: LinePlace) { lines &+= 1 }
    mutating func keep(in buffer: inout ByteBuffer) -> Int { 0 }
  }
}
