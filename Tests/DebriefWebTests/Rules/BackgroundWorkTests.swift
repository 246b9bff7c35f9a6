import Calendars
import Dispatch
import Synchronization
import Testing

@testable import DebriefWeb

@Suite("Work that goes on behind a page") struct BackgroundWorkTests {
  private let now = Instant(secondsSinceEpoch: 1_774_980_000)

  private struct Broken: Error {}

  @Test func itIsStartedOnceAndAskedForUntilItIsThere() throws {
    let work = BackgroundWork<Int>(label: "test", kept: 2)
    let gate = DispatchSemaphore(value: 0)
    let starts = Mutex(0)
    #expect(work.progress(of: "a") == nil)
    for _ in 0..<3 {
      work.start("a", at: now) {
        starts.withLock { $0 += 1 }
        gate.wait()
        return 7
      }
    }
    guard case .running(let since) = work.progress(of: "a", waiting: 20) else {
      Issue.record("is not running")
      return
    }
    #expect(since == now)
    gate.signal()
    guard case .done(7) = work.progress(of: "a", waiting: 10_000) else {
      Issue.record("is not done")
      return
    }
    #expect(starts.withLock(\.self) == 1)
  }

  @Test func aFailureIsKeptAndMayBeTriedAgain() {
    let work = BackgroundWork<Int>(label: "test", kept: 2)
    work.start("a", at: now) { throw Broken() }
    guard case .failed(let error) = work.progress(of: "a", waiting: 10_000), error is Broken else {
      Issue.record("did not fail")
      return
    }
    work.start("a", at: now) { 1 }
    guard case .done(1) = work.progress(of: "a", waiting: 10_000) else {
      Issue.record("was not tried again")
      return
    }
  }

  @Test func oldResultsAreForgottenAndRunningOnesAreNot() {
    let work = BackgroundWork<Int>(label: "test", kept: 2)
    for key in 0..<5 {
      work.start("\(key)", at: now) { key }
      _ = work.progress(of: "\(key)", waiting: 10_000)
    }
    #expect((0..<5).filter { work.progress(of: "\($0)") != nil } == [3, 4])
    let gate = DispatchSemaphore(value: 0)
    for key in 10..<15 {
      work.start("\(key)", at: now) {
        gate.wait()
        return key
      }
    }
    #expect((10..<15).allSatisfy { work.progress(of: "\($0)") != nil })
    for _ in 0..<5 { gate.signal() }
  }
}
