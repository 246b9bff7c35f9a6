import Addresses
import Archives
import Calendars
import CRM
import DebriefCore

/// Everything that `pipeline.yml` says, checked (docs/configuration.md has every key).
package struct Configuration: Sendable {
  /// The file itself, as given; relative paths in it start at its folder.
  package var path = ""
  /// The folder of the database, the lock and the last run's report.
  package var stateFolder = ""
  /// The IANA zone of calendars that name none, and of times shown to people.
  package var timeZone = "UTC"
  /// How long what is over is kept, in seconds; nil: for ever.
  package var retention: Int64?
  package var internalDomains: [HostName] = []
  package var internalAddresses: [EmailAddress] = []
  package var solutionArchitects: [SolutionArchitect] = []
  package var regions: [Region] = []
  /// Who may change rules and see everybody's figures.
  package var admins: [EmailAddress] = []
  package var calendars: [CalendarSource] = []
  package var feeds = FeedSettings()
  package var crm = CRMSettings()
  package var salesforce = SalesforceSettings()
  package var meetings = MeetingSettings()
  package var prompts = PromptSettings()
  package var matching = MatchingSettings()
  package var rules: [Rule] = []
  package var activities = ActivitySettings()
  package var deliveries = DeliverySettings()
  /// What `workflows` and `messages` say (docs/workflows.md).
  package var alerts = AlertSettings()
  package var web = WebSettings()
  package var slack = SlackSettings()
  package var limits = Limits()
  /// A Public Suffix List to use before the system's.
  package var publicSuffixFile: String?

  package struct CalendarSource: Hashable, Sendable {
    /// A file, a folder, a glob or a .zip, as written.
    package var path: String
    /// Whose calendar it is; nil: the file name or X-WR-CALNAME tells.
    package var owner: EmailAddress?
    package var line: Int
    /// Where `path` is a copy of what comes over the network.
    package var feed: Feed?
  }

  package struct CRMSettings: Sendable {
    /// A folder or a .zip of CSV files.
    package var snapshot: String?
    /// Whether the snapshot is read from Salesforce itself.
    package var readsSalesforce = false
    /// How many per cent fewer rows an object may have than in the snapshot before.
    package var maxShrinkPercent = 30
    /// After how long `doctor` and the report call the snapshot old, in seconds.
    package var maxAge: Int64 = 36 * 3600
    package var fields = FieldMap()
    /// How days like `07/08/2026` are meant; without it rows with such a day are refused.
    package var dateOrder: DateOrder?
  }

  /// How much of strangers' files is taken at most.
  package struct Limits: Sendable {
    package var calendar = CalendarLimits()
    package var expansion = ExpansionLimits()
    /// Archives among the calendars.
    package var calendarArchive = ArchiveLimits.calendars
    /// An archive as the CRM's snapshot.
    package var snapshotArchive = ArchiveLimits.snapshots
  }

  /// The region that an SA belongs to.
  package func region(of architect: SolutionArchitect) -> Region? {
    architect.profile.region.flatMap { name in regions.first { $0.name == name } }
  }

  /// The IANA zone that an SA's days and hours are in.
  package func timeZone(of architect: SolutionArchitect) -> String {
    architect.profile.timeZone ?? region(of: architect)?.timeZone ?? timeZone
  }

  /// The SA whose address, local part or name `text` is, whatever its case.
  package func architect(named text: String) -> SolutionArchitect? {
    if let address = try? EmailAddress(parsing: text) { return solutionArchitects.first { $0.owns(address) } }
    let wanted = text.lowercased()
    return solutionArchitects.first { $0.email.localPart == wanted || $0.profile.name?.lowercased() == wanted }
  }
}
