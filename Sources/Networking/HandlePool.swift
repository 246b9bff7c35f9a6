import CNetwork
import Synchronization

/// Owns one libcurl handle, with its open connections.
///
/// `@unchecked Sendable`: libcurl wants one thread at a time, not always the same one, and only ``HandlePool`` hands a
/// handle out.
@safe final class CurlHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Nil where libcurl is missing, or memory.
  init?() {
    guard let pointer = unsafe network_open() else { return nil }
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe network_close(pointer) }
}

/// libcurl's handles between two requests, so that the next one finds its connection open. Every thread that sends at
/// the same moment gets a handle of its own.
final class HandlePool: Sendable {
  private let idle = Mutex<[CurlHandle]>([])
  private static let kept = 4

  func take() -> CurlHandle? {
    idle.withLock { $0.popLast() } ?? CurlHandle()
  }

  func give(back handle: CurlHandle) {
    idle.withLock { if $0.count < Self.kept { $0.append(handle) } }
  }
}
