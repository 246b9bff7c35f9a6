extension Routes {
  /// The part of the table that is about deliveries. A key is in the query and not in the path: it has slashes, and
  /// proxies refuse escaped ones.
  static let deliveries: [Route] = [
    Route(.get, "/deliveries", .admin, "What could not be delivered, and what waits.", DeliveriesPages.show),
    Route(.get, "/deliveries/one", .admin, "A delivery: every attempt, and what is sent.", DeliveryPages.show),
    Route(.post, "/deliveries/retry", .admin, "Sends a delivery again.", DeliveryPages.retry),
    Route(.post, "/deliveries/confirm", .admin, "Says that a delivery has arrived.", DeliveryPages.confirm),
    Route(.post, "/deliveries/drop", .admin, "Gives a delivery up.", DeliveryPages.drop),
  ]
}
