/// What organisations call hosts and regions below their domains: left of a domain, these name no other company.
enum CommonHostLabels {
  static func contains(_ label: Substring) -> Bool { labels.contains(label) }

  private static let labels: Set<Substring> = [
    "access", "account", "accounts", "admin", "alerts", "apac", "apps", "asia", "auth", "blog", "bounce", "bounces",
    "careers", "chat", "cloud", "community", "connect", "contact", "corp", "corporate", "demo", "docs", "email",
    "emea", "engineering", "europe", "events", "exchange", "external", "finance", "forum", "global", "group", "help",
    "home", "host", "info", "internal", "intranet", "jobs", "labs", "latam", "learn", "legal", "library", "list",
    "lists", "local", "login", "mail", "mailer", "mailing", "marketing", "media", "mobile", "mobil", "news",
    "newsletter", "notify", "office", "online", "partner", "partners", "portal", "post", "public", "reply", "sales",
    "secure", "security", "server", "service", "services", "shop", "sites", "smtp", "staff", "stage", "staging",
    "store", "support", "team", "tech", "test", "training", "users", "webmail", "work", "world",
  ]
}
