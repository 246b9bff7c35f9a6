"""Technical evaluations and POVs as the CRM has them on 2026-03-30: one opportunity for each line of the reports."""

from scenario.records import Evaluation, ProofOfValue

EVALUATIONS = {
    # Open: begun and not ended.
    "brackwater-1": Evaluation("2026-01-19", start="2026-02-02"),
    # In stage 3 for exactly seven days, no start, an incremental value of exactly 20,000.
    "gallowglass-1": Evaluation("2026-03-24"),
    # The same a day later: not yet.
    "nettlecombe-1": Evaluation("2026-03-25"),
    "saltmarsh-1": Evaluation("2026-02-09"),
    # Ended while in stage 3.
    "hexley-1": Evaluation(
        "2026-01-12", "2026-01-19", "2026-03-13", "Win", "All six criteria met; the archive search twice as fast."
    ),
    # Past stage 3: without a status, without an end, with a status but no end, as it should be, and never begun.
    "pepsilo-1": Evaluation("2025-12-15", "2026-01-12", "2026-02-20"),
    "cinderpath-platform": Evaluation("2026-01-05", "2026-01-26"),
    "wobbly-factory": Evaluation("2025-12-10", "2026-01-05", status="Stalled"),
    "xylograph-digital": Evaluation("2025-11-24", "2025-12-01", "2026-01-30", "Win", "Proofs in four minutes."),
    "driftwood-spa": Evaluation("2026-01-12"),
    # Closed: whatever is missing, nobody need do it any more.
    "copperfield-1": Evaluation("2025-11-03", "2025-11-10", "2026-02-27", "Loss", "Signals need a certified build."),
    "thistledown-0": Evaluation("2025-08-04", "2025-08-18", "2025-10-20", "Win"),
    "amberjack-1": Evaluation("2025-10-06", "2025-10-13"),
}

# What the thresholds look at, where it is not the amount.
INCREMENTAL = {"gallowglass-1": "20000.00", "saltmarsh-1": "150000.00", "pepsilo-1": "12500.00"}

PROFESSIONAL_SERVICES = {"driftwood-spa"}

POVS = [
    ProofOfValue("brackwater-1", "Brackwater core: nightly batch", "2026-02-09"),
    ProofOfValue("hexley-1", "Hexley archive search", "2026-01-19", "2026-03-13", "Win", "All six criteria met."),
    ProofOfValue("cinderpath-platform", "Cinderpath lineage", "2026-01-26", "2026-03-06"),  # over, and no result
    ProofOfValue("saltmarsh-1", "Saltmarsh core: two sites", "2026-04-13", "2026-05-08"),  # planned
    ProofOfValue("gallowglass-1", "Gallowglass build farm"),  # agreed, without dates
    ProofOfValue("copperfield-1", "Copperfield signals", "2025-11-10", "2026-02-27", "Loss"),
]
