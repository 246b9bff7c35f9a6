import Foundation

extension JSONDecoder {
  /// Slack writes its members as `trigger_id`. Keys of dictionaries (block_ids) stay as they are.
  static var slack: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }
}
