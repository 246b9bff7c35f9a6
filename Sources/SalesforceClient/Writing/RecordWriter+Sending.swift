import DebriefCore
import Networking

extension RecordWriter {
  /// Sends one record alone; reacts once to what a second request can mend.
  func send(_ step: Step, reacting: Bool = true) -> DeliveryResult {
    do throws(SalesforceFailure) {
      let response = try request(step)
      switch response.status {
      case 200, 201:
        return .done(reference: reference(step, JSONValue(response.body)))
      case 204: return .done(reference: reference(step, nil))
      default:
        let reaction = Reaction(
          status: response.status, errors: APIError.all(in: response.body),
          retryAfter: response.header("Retry-After").flatMap { Int64($0) })
        return reacting ? try mend(step, reaction) : DeliveryResult(reaction)
      }
    } catch {
      return DeliveryResult(error)
    }
  }

  private func request(_ step: Step) throws(SalesforceFailure) -> HTTPResponse {
    let path = "\(session.base)/sobjects/\(step.kind.object)"
    switch step.kind.verb {
    case .change: return try session.send("PATCH", "\(path)/\(step.id?.description ?? "")", body: .object(step.fields))
    case .creation: return try session.send("POST", path, body: .object(step.fields))
    case .upsert(let field):
      // The key stands in the address; Salesforce refuses it in the body as well.
      var fields = step.fields
      fields[field] = nil
      return try session.send("PATCH", "\(path)/\(field)/\(Percent.encode(step.key ?? ""))", body: .object(fields))
    }
  }

  /// What a second look can still turn into a success.
  private func mend(_ step: Step, _ reaction: Reaction) throws(SalesforceFailure) -> DeliveryResult {
    switch reaction {
    case .resolveLead(let why):
      guard let resolved = try LeadResolution(session).withContact(of: step) else {
        return .failed(why: "\(why). Convert the lead, or name the contact that it became", field: "WhoId")
      }
      return send(resolved, reacting: false)
    case .readExisting(_, let why):
      // Ours, if it carries our key: the answer to an earlier attempt was lost, or another program was first.
      let present = ids(of: [step.write])
      if case .success(let ids) = present[0], let id = ids.first { return .done(reference: id.description) }
      if case .failure(let failure) = present[0] { return DeliveryResult(looking: failure) }
      return .failed(why: why, field: nil)
    default: return DeliveryResult(reaction)
    }
  }

  /// Sends up to 200 records of one kind; each has its own result, and none waits for another's.
  func send(_ steps: [Step], as kind: BatchKind) -> [DeliveryResult] {
    let records = steps.map { step in
      var record = step.fields
      record["attributes"] = .object(["type": .string(kind.object)])
      if let id = step.id { record["Id"] = .string(id.description) }
      return JSONValue.object(record)
    }
    let body: JSONValue = ["allOrNone": false, "records": .array(records)]
    let path = "\(session.base)/composite/sobjects"
    do throws(SalesforceFailure) {
      let response =
        switch kind.verb {
        case .creation: try session.send("POST", path, body: body)
        case .change: try session.send("PATCH", path, body: body)
        case .upsert(let field): try session.send("PATCH", "\(path)/\(kind.object)/\(field)", body: body)
        }
      guard response.status == 200 else { throw SalesforceFailure(response) }
      guard let results = JSONValue(response.body)?.array, results.count == steps.count else {
        // It was executed, or some of it: nobody can tell.
        throw .noAnswer("the answer to \(steps.count) records cannot be read")
      }
      return zip(steps, results).map(outcome)
    } catch {
      return steps.map { _ in DeliveryResult(error) }
    }
  }

  private func outcome(_ step: Step, _ result: JSONValue) -> DeliveryResult {
    if result["success"]?.bool ?? false {
      return .done(reference: reference(step, result))
    }
    let errors = (result["errors"]?.array ?? []).compactMap(APIError.init)
    do throws(SalesforceFailure) {
      return try mend(step, Reaction(status: 400, errors: errors))
    } catch {
      return DeliveryResult(looking: error)
    }
  }

  private func reference(_ step: Step, _ answer: JSONValue?) -> String? {
    (step.id ?? answer?["id"]?.string.flatMap { SalesforceID($0) })?.description
  }
}
