// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order of their dependencies; imports point up this list, never down.
// docs/architecture.md draws the way of an event through them.

let ours: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let wrapsC: [SwiftSetting] = ours + [.strictMemorySafety()]

let package = Package(
  name: "debrief",
  products: [
    .executable(name: "debrief", targets: ["debrief"]),
    .executable(name: "debrief-serve", targets: ["debrief-serve"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
  ],
  targets: [
    // System libraries, from Debian's -dev packages, and what the compiler embeds.
    .systemLibrary(name: "CLibPSL", providers: [.apt(["libpsl-dev"])]),
    .systemLibrary(name: "CLibIDN2", providers: [.apt(["libidn2-dev"])]),
    .systemLibrary(name: "CLibArchive", providers: [.apt(["libarchive-dev"])]),
    // Reviewed lists of domains, embedded; plain text in data/, made and checked by make_lists.py.
    .target(name: "CLists", exclude: ["data", "make_lists.py"]),
    // One inline function that Swift has no word for; no code of its own.
    .target(name: "CScan"),
    // libcurl and libcrypto, loaded when they are first needed: linking them would slow every start down.
    .target(name: "CNetwork"),
    // The browser's style sheet and script, embedded.
    .target(name: "CAssets", exclude: ["data"]),

    // Strangers' bytes into values.
    .target(name: "Archives", dependencies: ["CLibArchive"], swiftSettings: wrapsC),
    .target(name: "Calendars", dependencies: ["CScan"], swiftSettings: wrapsC),
    .target(name: "Addresses", dependencies: ["CLibPSL", "CLibIDN2", "CLists"], swiftSettings: wrapsC),

    // Requests out, with certificates checked and addresses judged. Not "Networking": that is Apple's framework, which other
    // packages import where they can.
    .target(name: "Networking", dependencies: ["CNetwork"], swiftSettings: wrapsC),

    // Every decision, pure.
    .target(name: "DebriefCore", dependencies: ["Calendars", "Addresses"], swiftSettings: ours),

    // Records in, state kept.
    .target(name: "CRM", dependencies: ["DebriefCore", "Archives"], swiftSettings: ours),
    .target(
      name: "DebriefStore",
      dependencies: [
        "Addresses", "Calendars", "CRM", "DebriefCore", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: ours),

    // Clients of outside services: what is said to them, and what their answers mean.
    .target(
      name: "SalesforceClient", dependencies: ["Calendars", "DebriefCore", "Networking"], swiftSettings: ours),

    // The way through, and the command line over it.
    .target(
      name: "DebriefPipeline",
      dependencies: [
        "Addresses", "Archives", "Calendars", "CRM", "DebriefCore", "DebriefStore", "Networking", "SalesforceClient",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: ours),
    .target(
      name: "DebriefCommands",
      dependencies: [
        "Addresses", "Archives", "Calendars", "CRM", "DebriefCore", "DebriefPipeline", "DebriefStore", "Networking",
        "SalesforceClient", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: ours),
    .executableTarget(name: "debrief", dependencies: ["DebriefCommands"], swiftSettings: ours),

    // The browser's face: an executable of its own, so that what cron starts links no web server.
    .target(
      name: "DebriefWeb",
      dependencies: [
        "Addresses", "CAssets", "Calendars", "DebriefCore", "DebriefPipeline", "DebriefStore",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
      ],
      swiftSettings: ours),
    .executableTarget(
      name: "debrief-serve",
      dependencies: [
        "DebriefCommands", "DebriefPipeline", "DebriefWeb",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: ours),

    // Servers on loopback for tests: programs of Tests/Fakes, with certificates of their own.
    .target(
      name: "TestServers", dependencies: ["Calendars", "Networking", "SalesforceClient"], path: "Tests/TestServers",
      swiftSettings: ours),

    .testTarget(
      name: "SalesforceClientTests",
      dependencies: [
        "Calendars", "DebriefCore", "Networking", "SalesforceClient", "TestServers",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: ours),
    .testTarget(name: "NetworkingTests", dependencies: ["Networking", "TestServers"], swiftSettings: ours),
    .testTarget(name: "CalendarsTests", dependencies: ["Calendars"], swiftSettings: ours),
    .testTarget(name: "AddressesTests", dependencies: ["Addresses"], swiftSettings: ours),
    .testTarget(name: "DebriefCoreTests", dependencies: ["DebriefCore"], swiftSettings: ours),
    .testTarget(name: "ArchivesTests", dependencies: ["Archives"], swiftSettings: ours),
    .testTarget(name: "CRMTests", dependencies: ["CRM", "Calendars", "DebriefCore"], swiftSettings: ours),
    .testTarget(
      name: "DebriefStoreTests",
      dependencies: [
        "DebriefStore", "CRM", "Calendars", "DebriefCore", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: ours),
    .testTarget(
      name: "DebriefPipelineTests", dependencies: ["DebriefPipeline", "SalesforceClient", "TestServers"],
      swiftSettings: ours),
    .testTarget(
      name: "DebriefCommandsTests", dependencies: ["DebriefCommands", "Networking", "SalesforceClient", "TestServers"],
      swiftSettings: ours),
    .testTarget(
      name: "DebriefWebTests", dependencies: ["DebriefWeb"], exclude: ["parse_page.py"], swiftSettings: ours),
  ]
)

// Programs that only their own make target builds: `make bench` and `make fuzz`.
if Context.environment["DEBRIEF_BENCH"] != nil {
  package.targets += [
    .executableTarget(
      name: "CalendarBench", dependencies: ["Calendars"], path: "Benchmarks/CalendarBench", swiftSettings: ours),
    .executableTarget(
      name: "CRMImportBench",
      dependencies: ["Addresses", "CRM", "Calendars", "DebriefStore", .product(name: "GRDB", package: "GRDB.swift")],
      path: "Benchmarks/CRMImport", swiftSettings: ours),
    .executableTarget(
      name: "LookAlikeBench", dependencies: ["Addresses"], path: "Benchmarks/LookAlikeBench", swiftSettings: ours),
    .executableTarget(
      name: "MatchingBench",
      dependencies: [
        "Addresses", "Calendars", "DebriefCore", .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      path: "Benchmarks/MatchingBench", swiftSettings: ours),
  ]
}
if Context.environment["FUZZ"] != nil {
  package.targets += ["FuzzScan", "FuzzAddresses"].map { name in
    .executableTarget(name: name, dependencies: ["Calendars"], path: "Tests/Fuzz/\(name)", swiftSettings: ours)
  }
}
