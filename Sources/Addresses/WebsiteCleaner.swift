/// Reads the domains out of a CRM's website field, where people have typed anything.
package struct WebsiteCleaner: Sendable {
  package enum Refusal: Hashable, Sendable {
    case empty
    /// Nothing in the field reads as a host: "TBD", "http://".
    case noHost
    case notAHost(AddressError)
    /// `co.uk`: everyone's, or nearly.
    case publicSuffix(String)
    case generic(GenericVerdict)
    /// A page on a network, a shop or a search engine: `linkedin.com/company/…`.
    case platform(String)
    /// A name below a service's domain: `contoso.sharepoint.com`.
    case tenant(suffix: String)
  }

  package enum Result: Hashable, Sendable {
    /// Registrable domains in the order of the field; mostly one.
    case domains([HostName])
    case refused(Refusal)
  }

  private let suffixes: PublicSuffixes
  private let generic: GenericDomains
  private let tenants: TenantSuffixes
  private let platforms: Set<Substring>

  package init(suffixes: PublicSuffixes, generic: GenericDomains, tenants: TenantSuffixes) {
    self.suffixes = suffixes
    self.generic = generic
    self.tenants = tenants
    platforms = Set(ShippedList.platforms.rows.compactMap(\.first))
  }

  /// - Parameter name: the account's name: LinkedIn's own website is linkedin.com, everyone else's is a page there.
  package func domains(fromWebsite field: String, accountName name: String = "") -> Result {
    var found: [HostName] = []
    var refusal: Refusal = .empty
    for token in WebsiteField.candidates(in: field) {
      switch domain(of: token, accountName: name) {
      case .success(let domain): if !found.contains(domain) { found.append(domain) }
      case .failure(let reason): refusal = Self.moreTelling(reason.refusal, refusal)
      }
    }
    return found.isEmpty ? .refused(refusal) : .domains(found)
  }

  private struct Refused: Error { let refusal: Refusal }

  private func domain(of token: WebsiteField.Candidate, accountName: String) -> Swift.Result<HostName, Refused> {
    let host: HostName
    do throws(AddressError) {
      host = try HostName(parsing: token.host)
    } catch {
      // "www.com" and the like: what is left is the suffix alone.
      if error == .noDot, token.hadWWW { return .failure(Refused(refusal: .publicSuffix(token.host))) }
      if error == .noDot || error == .empty { return .failure(Refused(refusal: .noHost)) }
      return .failure(Refused(refusal: .notAHost(error)))
    }
    guard let registrable = suffixes.registrableDomain(of: host) else {
      return .failure(Refused(refusal: .publicSuffix(host.ascii)))
    }
    if let verdict = generic.verdict(for: host, suffixes: suffixes) {
      return .failure(Refused(refusal: .generic(verdict)))
    }
    if let tenant = tenants.tenant(of: host), tenant.label != nil {
      return .failure(Refused(refusal: .tenant(suffix: tenant.suffix)))
    }
    if let platform = host.selfAndParents.first(where: { platforms.contains($0) }),
      token.hasPath || !Self.names(accountName, platform)
    {
      return .failure(Refused(refusal: .platform(String(platform))))
    }
    return .success(registrable)
  }

  /// Whether the account is the company behind the platform: its name holds the platform's, from the start of a word.
  private static func names(_ accountName: String, _ platform: Substring) -> Bool {
    let label = platform.split(separator: ".").dropLast().last ?? ""
    let words = accountName.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.indices.contains { first in
      words[first] == label || (label.utf8.count > 3 && words[first...].joined().hasPrefix(label))
    }
  }

  private static func moreTelling(_ a: Refusal, _ b: Refusal) -> Refusal {
    switch (a, b) {
    case (_, .empty): a
    case (_, .noHost) where a != .empty: a
    default: b
    }
  }
}

extension WebsiteCleaner.Refusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "the field is empty"
    case .noHost: "it holds no domain"
    case .notAHost(let error): "\(error)"
    case .publicSuffix(let suffix): "\(suffix) is a public suffix, under which anyone registers"
    case .generic(let verdict): "\(verdict)"
    case .platform(let name): "\(name) is a platform, not this company's domain"
    case .tenant(let suffix): "it is a name below the service \(suffix)"
    }
  }
}
