import DebriefCore
import DebriefStore
import Testing

@testable import DebriefPipeline

/// What was in no calendar obeys the rules that prompts obey.
extension ReviewDeskTests {
  @Test func whatWasLoggedWithoutAMeetingIsTakenBackWithinTheMinuteWithoutATrace() throws {
    let activity = try desk.logOnDemand(try draft(), at: now)
    let undone = try desk.undo(activity, at: now.advanced(by: 59), seen: 1)
    #expect(undone.activity.isWithdrawn && !undone.isCorrection)
    #expect(try pushed(at: now.advanced(by: 9999)).isEmpty)
    #expect(try store.activities(of: desk.owner, since: now).isEmpty)
  }

  @Test func takenBackLaterItIsCorrectedUnderTheSameKey() throws {
    let activity = try desk.logOnDemand(try draft(), at: now)
    #expect(tasks(try pushed(at: now.advanced(by: 60))).count == 1)
    #expect(try desk.undo(activity, at: now.advanced(by: 61), seen: nil).isCorrection)
    let corrections = tasks(try pushed(at: now.advanced(by: 9999)))
    #expect(corrections.map(\.activity) == [activity.id])
    #expect(corrections.map(\.isWithdrawn) == [true])
  }

  @Test func aChangeBeforeTheMinuteIsOverIsTheOnlyOneThatLeaves() throws {
    let activity = try desk.logOnDemand(try draft("First."), at: now)
    _ = try desk.update(activity, try draft("Second."), at: now.advanced(by: 5), seen: 1)
    #expect(tasks(try pushed(at: now.advanced(by: 9999))).map(\.call.description) == ["Second."])
    let changed = try #require(try desk.activityOnDemand(activity.id))
    _ = try desk.update(changed, try draft("Third."), at: now.advanced(by: 9999), seen: 2)
    #expect(tasks(try pushed(at: now.advanced(by: 99_999))).map(\.call.description) == ["Third."])
  }

  @Test func undoGoesBackThroughEveryFormAndThenToNothing() throws {
    var activity = try desk.logOnDemand(try draft("First."), at: now)
    for text in ["Second.", "Third."] { activity = try desk.update(activity, try draft(text), at: now, seen: nil) }
    for expected in ["Second.", "First."] {
      activity = try desk.undo(activity, at: now, seen: nil).activity
      #expect(activity.call.description == expected && !activity.isWithdrawn)
    }
    activity = try desk.undo(activity, at: now, seen: nil).activity
    #expect(activity.isWithdrawn)
    #expect(throws: AlreadyTakenBack.self) { try desk.undo(activity, at: now, seen: nil) }
    #expect(throws: AlreadyTakenBack.self) { try desk.update(activity, try draft("Fourth."), at: now, seen: nil) }
  }

  @Test func whatWasTakenBackCanBeLoggedAgainAndTakenBackAgain() throws {
    let first = try desk.logOnDemand(try draft(), at: now)
    _ = try desk.undo(first, at: now, seen: nil)
    let again = try desk.logOnDemand(try draft(), at: now)
    #expect(again.id == first.id && again.revision == 3)
    #expect(try desk.undo(again, at: now, seen: nil).activity.isWithdrawn)
    _ = try desk.logOnDemand(try draft(), at: now)
    #expect(tasks(try pushed(at: now.advanced(by: 60))).map(\.activity) == [first.id])
  }

  @Test func twoCallsThatBeganWithTheSameWordsAreTwo() throws {
    let first = try desk.logOnDemand(try draft("A call."), at: now)
    #expect(throws: AlreadyLogged.self) { try desk.logOnDemand(try draft("A call."), at: now) }
    _ = try desk.update(first, try draft("A long call."), at: now, seen: nil)
    let second = try desk.logOnDemand(try draft("A call."), at: now)
    #expect(second.id != first.id)
    #expect(try store.activities(of: desk.owner, since: now).count == 2)
  }

  @Test func aFormOfBeforeChangesNothing() throws {
    let activity = try desk.logOnDemand(try draft("First."), at: now)
    _ = try desk.update(activity, try draft("Second."), at: now, seen: 1)
    // What was read before has an old revision, whatever the form says that it saw.
    #expect(throws: ActivityWasChanged.self) { try desk.update(activity, try draft("Third."), at: now, seen: 1) }
    let changed = try #require(try desk.activityOnDemand(activity.id))
    #expect(throws: ActivityWasChanged.self) { try desk.update(changed, try draft("Third."), at: now, seen: 1) }
    #expect(throws: ActivityWasChanged.self) { try desk.undo(changed, at: now, seen: 1) }
    #expect(try store.activity(id: activity.id)?.call.description == "Second.")
  }

  @Test func whatAColleagueLoggedWithoutAMeetingIsTheirs() throws {
    let activity = try desk.logOnDemand(try draft(), at: now)
    var colleague = desk.architect
    colleague.email = try .init(parsing: "bruno.keller@tanuki.example")
    let other = ReviewDesk(configuration: desk.configuration, store: store, architect: colleague)
    #expect(throws: NotYours.self) { try other.activityOnDemand(activity.id) }
    #expect(throws: NotYours.self) { try other.update(activity, try draft(), at: now, seen: nil) }
    #expect(throws: NotYours.self) { try other.undo(activity, at: now, seen: nil) }
  }
}
