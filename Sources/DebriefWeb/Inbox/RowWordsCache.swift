import Synchronization

final class RowWordsCache: Sendable { init(capacity: Int) {} }
