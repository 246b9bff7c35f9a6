import DebriefPipeline
import Dispatch

/// Slack's requests, handed to ``SlackEndpoint`` as they came. Their signature stands for cookie and token.
enum SlackRequests {
  static func answer(_ visit: Visit) throws -> Page {
    guard visit.configuration.slack.isEnabled, let slack = visit.site.slack else { throw NoSuchPage() }
    let site = visit.site
    let endpoint = SlackEndpoint(
      configuration: visit.configuration, store: visit.store, secret: slack.signingSecret, api: slack.api,
      perform: { errand in DispatchQueue.global(qos: .userInitiated).async { errand() } },
      log: { site.report("Slack: \($0)") })
    let headers = ["x-slack-signature", "x-slack-request-timestamp"].compactMap { name in
      visit.request.headers[name].map { (name: name, value: $0) }
    }
    let response = endpoint.handle(headers: headers, rawBody: visit.request.body, now: visit.now)
    var page = Page.file(Page.File(bytes: response.body, type: "application/json; charset=utf-8"))
    page.status = response.status
    return page
  }
}
