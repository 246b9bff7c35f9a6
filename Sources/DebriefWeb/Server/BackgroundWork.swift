import Calendars
import Dispatch
import Synchronization

/// What takes longer than a page may: it goes on in a thread of its own, one piece after the other, and the page asks
/// again. Each piece has a key, so that nobody starts the same twice.
final class BackgroundWork<Value: Sendable>: Sendable {
  enum Progress {
    case running(since: Instant)
    case done(Value)
    case failed(any Error)
  }

  private struct Job: Sendable {
    let since: Instant
    let finished = DispatchGroup()
    var result: Result<Value, any Error>?
  }

  /// So many results are kept for those who ask again.
  private let kept: Int
  private let jobs = Mutex<[(key: String, job: Job)]>([])
  private let queue: DispatchQueue

  init(label: String, kept: Int) {
    queue = DispatchQueue(label: label, qos: .utility)
    self.kept = kept
  }

  /// Starts the work, unless it runs already.
  func start(_ key: String, at now: Instant, _ work: @escaping @Sendable () throws -> Value) {
    let job = jobs.withLock { jobs -> Job? in
      if let known = jobs.first(where: { $0.key == key }), known.job.result == nil { return nil }
      jobs.removeAll { $0.key == key }
      while jobs.count >= kept, let oldest = jobs.firstIndex(where: { $0.job.result != nil }) {
        jobs.remove(at: oldest)
      }
      let job = Job(since: now)
      jobs.append((key, job))
      return job
    }
    guard let job else { return }
    job.finished.enter()
    queue.async { [self] in
      let result = Result { try work() }
      jobs.withLock { jobs in
        guard let index = jobs.firstIndex(where: { $0.key == key }) else { return }
        jobs[index].job.result = result
      }
      job.finished.leave()
    }
  }

  /// How far the work is, after so many milliseconds of waiting for it; nil where nobody started it.
  func progress(of key: String, waiting milliseconds: Int = 0) -> Progress? {
    guard let job = job(key) else { return nil }
    if job.result == nil { _ = job.finished.wait(timeout: .now() + .milliseconds(milliseconds)) }
    switch self.job(key)?.result {
    case nil: return .running(since: job.since)
    case .success(let value)?: return .done(value)
    case .failure(let error)?: return .failed(error)
    }
  }

  private func job(_ key: String) -> Job? { jobs.withLock { jobs in jobs.first { $0.key == key }?.job } }
}
