import Testing

@testable import DebriefCore

@Suite("Taking acts on an activity back") struct ActivityRevisionTests {
  /// Acts at random beside a stack of what was done: undo is the stack's pop, at every moment.
  @Test(arguments: UInt64(1)...50)
  func undoIsTheLastActThatIsNotUndoneYet(seed: UInt64) {
    var state = seed
    func random(_ below: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % below
    }
    var history: [ActivityRevision] = []
    /// The contents that are behind and under the present one.
    var stack: [Int] = []
    for number in 1...60 {
      let target = Activity.undoTarget(history)
      switch stack.count {
      case 0: #expect(target == nil)
      case 1: #expect(target == .withdrawn)
      default: #expect(target == .content(of: stack[stack.count - 2]))
      }
      if stack.isEmpty || random(2) == 0 {
        let why = stack.isEmpty ? "logged without a meeting" : "updated"
        history.append(ActivityRevision(number: number, why: why, content: number))
        stack.append(number)
      } else {
        stack.removeLast()
        history.append(ActivityRevision(number: number, why: "undone", content: stack.last ?? number))
      }
    }
  }
}
