"""Ten exporters, each as it writes: order of properties, zones, folding, line ends, UIDs, its own X- properties.

An exporter gets an `Event` and returns lines; `calendar` returns the bytes of a file."""

from exporters.apple import AppleCalendar, ICloud
from exporters.dialect import Dialect, exchange_uid, google_uid, seeded
from exporters.em_client import EMClient
from exporters.event import Event, Guest
from exporters.google import Google
from exporters.microsoft import Exchange, OutlookDesktop, PublishedOutlook
from exporters.open_source import Nextcloud, Thunderbird, Zimbra

BY_NAME = {
    c.__name__: c
    for c in (
        AppleCalendar,
        EMClient,
        Exchange,
        Google,
        ICloud,
        Nextcloud,
        OutlookDesktop,
        PublishedOutlook,
        Thunderbird,
        Zimbra,
    )
}

__all__ = ["BY_NAME", "Dialect", "Event", "Exchange", "Google", "Guest", "exchange_uid", "google_uid", "seeded"]
