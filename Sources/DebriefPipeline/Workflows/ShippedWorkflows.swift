import DebriefCore

/// The workflows that come with Debrief, in the language of `pipeline.yml` (docs/workflows.md shows the same text).
///
/// An entry of the same ref in the configuration changes what it names and leaves the rest as it is here.
package enum ShippedWorkflows {
  /// Counted up with every change to `yaml`: a run then looks at everything anew.
  static let version = 1

  package static let yaml = """
    # Prompts and activities
    - ref: wf-01
      title: A meeting to log
      when: prompt_created
      if: [open is yes]
      to: sa
      digest: none
      text: "You just had a meeting: {title}. Please log it."
    - ref: wf-02
      title: An activity was logged
      when: activity_logged
      to: region
      digest: none
      text: "{sa} just logged an activity about {opportunity}: {title}."
    - ref: wf-11
      title: Still open today
      when: schedule
      of: [prompt, task]
      at: "16:00"
      repeat: daily
      if: [open is yes, days since day >= 0]
      to: sa
      digest: recipient
      text: "{title}, {day}"
    - ref: wf-09
      title: A recorded call
      when: record_appeared
      of: task
      to: "#chorus-calls"
      text: "{sa} had a recorded call about {opportunity}: {title}."

    # What changed from one snapshot to the next
    - ref: wf-03
      title: A technical evaluation's start changed
      when: field_changed
      fields: [evaluation_start]
      to: "#sa-tech-eval-start"
      text: "{opportunity}: {change}. Primary SA: {primary_sa}."
    - ref: wf-04
      title: A technical evaluation's end changed
      when: field_changed
      fields: [evaluation_end, evaluation_close_status]
      to: "#sa-tech-eval-end"
      text: "{opportunity}: {change}. Primary SA: {primary_sa}."
    - ref: wf-08
      title: Moved to stage 2
      when: field_changed
      fields: [stage]
      include_new: true
      if: [stage = 2, value > 20000]
      to: "#stage-move-02"
      text: "{owner} just moved {opportunity} to {stage_name}, worth {value}."
    - ref: wf-14
      title: The Primary SA changed
      when: field_changed
      fields: [primary_sa]
      if: [stage = 2 or stage = 3]
      to: "#primary-sa-change"
      text: "{opportunity}: {change}."
    - ref: wf-15
      title: Moved on without an end of the technical evaluation
      when: field_changed
      fields: [stage]
      include_new: true
      if: [stage >= 4, stage <= 7, evaluation_start is set, evaluation_end is blank or evaluation_close_status is blank]
      to: primary_sa
      text: "{opportunity} has moved to {stage_name}. Its technical evaluation ends: {evaluation_end}, closed as: {evaluation_close_status}. Please fill in what is blank."

    # What an opportunity lacks
    - ref: wf-06
      title: Past stage 3, and the technical evaluation has no end date
      when: state
      if: [closed is no, stage > 3, evaluation_start is set, evaluation_end is blank]
      to: primary_sa
      digest: recipient
      text: "{opportunity} is in {stage_name}; its evaluation began on {evaluation_start} and has no end date."
    - ref: wf-10
      title: Professional services without a Primary SA
      when: state
      if: [closed is no, professional_services is yes, stage >= 3, primary_sa is blank]
      to: region
      digest: recipient
      text: "{opportunity} is about professional services, is in {stage_name}, and has no Primary SA."
    - ref: wf-13
      title: No Primary SA
      when: state
      if: [closed is no, stage >= 3, value >= 10000, primary_sa is blank]
      to: region
      digest: recipient
      text: "{opportunity} is in {stage_name}, is worth {value}, and has no Primary SA."
    - ref: wf-07
      title: A week in stage 3, and the technical evaluation has no start date
      when: schedule
      at: "08:00"
      if: [closed is no, stage = 3, days since stage_3_reached >= 7, value >= 20000, evaluation_start is blank]
      to: primary_sa
      digest: recipient
      text: "{opportunity} reached stage 3 on {stage_3_reached}, is worth {value}, and its evaluation has no start date."
    - ref: wf-12
      title: A week in stage 3 without a Primary SA
      when: schedule
      at: "08:00"
      repeat: daily
      if:
        - closed is no
        - stage = 3
        - days since stage_3_reached >= 7
        - primary_sa is blank
        - value >= 20000
        - evaluation_start is blank
      to: region
      digest: recipient
      text: "{opportunity} reached stage 3 on {stage_3_reached}, is worth {value}, and has neither a Primary SA nor a start date."

    # Examples: switch them on by ref
    - ref: sa-request
      title: A request for an SA that nobody has answered
      enabled: false
      when: state
      if: [closed is no, primary_sa is blank, hours since sa_requested >= 24]
      to: region
      digest: recipient
      text: "{owner} asked for an SA for {opportunity} on {sa_requested}, and nobody has taken it yet."
    - ref: ps-introduction
      title: "After the sale: introduce yourself"
      enabled: false
      when: schedule
      at: "09:00"
      if: [won is yes, days since close_date >= 2, days since close_date <= 5]
      to: primary_sa
      digest: recipient
      text: "{account} became a customer on {close_date}: a short call to introduce yourself, nothing more."
    - ref: ps-installation
      title: "After the sale: the installation"
      enabled: false
      when: schedule
      at: "09:00"
      if: [won is yes, days since close_date >= 7, days since close_date <= 10]
      to: primary_sa
      digest: recipient
      text: "{account}: did the installation succeed, and did they need help? ({opportunity}, {close_date})"
    - ref: ps-education
      title: "After the sale: education"
      enabled: false
      when: schedule
      at: "09:00"
      if: [won is yes, days since close_date >= 20, days since close_date <= 30]
      to: primary_sa
      digest: recipient
      text: "{account}: time to show what is new in the product. ({opportunity}, {close_date})"
    - ref: ps-discovery
      title: "After the sale: discovery"
      enabled: false
      when: schedule
      at: "09:00"
      if: [won is yes, days since close_date >= 60, days since close_date < 90]
      to: primary_sa
      digest: recipient
      text: "{account} has used the product for two months: ask what they need next. ({opportunity}, {close_date})"
    - ref: ps-check-in
      title: "After the sale: check-in"
      enabled: false
      when: schedule
      at: "09:00"
      if: [won is yes, days since close_date >= 90, months since close_date < 6]
      to: primary_sa
      digest: recipient
      text: "{account}: open issues, wishes, and are the contacts still the right ones? ({opportunity}, {close_date})"
    - ref: ps-outlook
      title: "After the sale: outlook"
      enabled: false
      when: schedule
      at: "09:00"
      if: [won is yes, months since close_date >= 6, months since close_date < 10]
      to: primary_sa
      digest: recipient
      text: "{account}: what do the next six months look like, theirs and ours? ({opportunity}, {close_date})"
    - ref: ps-expansion
      title: "After the sale: renewal is coming"
      enabled: false
      when: schedule
      at: "09:00"
      if: [won is yes, months since close_date >= 10, months since close_date < 11]
      to: [primary_sa, owner]
      digest: recipient
      text: "{account} renews in two months: who decides, and does the team grow? ({opportunity}, {close_date})"
    - ref: ps-renewal
      title: "After the sale: renewal in a month"
      enabled: false
      when: schedule
      at: "09:00"
      if: [won is yes, months since close_date >= 11, months since close_date < 12]
      to: [primary_sa, owner]
      digest: recipient
      text: "{account} renews in a month: what stands in the way? ({opportunity}, {close_date})"
    - ref: ps-anniversary
      title: "After the sale: a year"
      enabled: false
      when: schedule
      at: "09:00"
      if: [won is yes, months since close_date >= 12, months since close_date < 13]
      to: [primary_sa, owner]
      digest: recipient
      text: "{account}: was it renewed? If it was not, why, and where did they go? ({opportunity}, {close_date})"
    """

  /// All of them, those that are switched off included. That nothing is wrong with them is a test's word.
  package static let all = WorkflowReader.shipped()
}
