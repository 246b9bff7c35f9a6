/// A tiny org, as each exporter writes it.
enum Exports {
  static let weekly: [String: String] = [
    "Account.csv": #"""
    "Id","IsDeleted","MasterRecordId","Name","Type","ParentId","Website","OwnerId"
    "0010X00000AAAAAQA5","0","000000000000000AAA","Birch Ltd","Customer","000000000000000AAA","https://birch.example","0050X00000CCCCCQA5"
    "0010X00000AAAABQA5","0","","Birch, ""North""","Customer","0010X00000AAAAAQA5","","0050X00000CCCCCQA5"
    "0010X00000AAAACQA5","1","","Deleted","","","",""

    """#,
    "Contact.csv": #"""
    "Id","IsDeleted","AccountId","LastName","FirstName","Name","Email","Email_2__c","Title"
    "0030X00000BBBBBQA5","0","0010X00000AAAAAQA5","Lee","Ana","Ana Lee","Ana.Lee@birch.example","ana@home.example","Line one
    line two"

    """#,
    "Opportunity.csv": #"""
    "Id","IsDeleted","AccountId","Name","StageName","Amount","CloseDate","IsClosed","IsWon","OwnerId","CreatedDate","solution_architect__c","sa_validated_tech_evaluation_start_date__c"
    "0060X00000DDDDDQA5","0","0010X00000AAAAAQA5","Birch - New","3-Technical Evaluation","45000.00","2026-06-30","0","0","0050X00000CCCCCQA5","2023-02-07 20:47:49","0050X00000CCCCCQA5","2026-01-02"

    """#,
    "OpportunityContactRole.csv": #"""
    "Id","OpportunityId","ContactId","Role","IsDeleted"
    "00K0X00000EEEEEUA5","0060X00000DDDDDQA5","0030X00000BBBBBQA5","Technical Buyer","0"

    """#,
    "User.csv": #"""
    "Id","LastName","FirstName","Name","Email","IsActive","TimeZoneSidKey"
    "0050X00000CCCCCQA5","Fern","Ada","Ada Fern","ada@seller.example","1","Europe/Berlin"

    """#,
  ]

  /// The same org as ``weekly``.
  static let dataLoader: [String: String] = [
    "Account.csv": #"""
    "ID","ISDELETED","MASTERRECORDID","NAME","TYPE","PARENTID","WEBSITE","OWNERID"
    "0010X00000AAAAAQA5","false","","Birch Ltd","Customer","","https://birch.example","0050X00000CCCCCQA5"
    "0010X00000AAAABQA5","false","","Birch, ""North""","Customer","0010X00000AAAAAQA5","","0050X00000CCCCCQA5"

    """#,
    "Contact.csv": #"""
    "ID","ACCOUNTID","NAME","EMAIL","EMAIL_2__C","TITLE"
    "0030X00000BBBBBQA5","0010X00000AAAAAQA5","Ana Lee","Ana.Lee@birch.example","ana@home.example","Line one
    line two"

    """#,
    "Opportunity.csv": #"""
    "ID","ACCOUNTID","NAME","STAGENAME","AMOUNT","CLOSEDATE","ISCLOSED","ISWON","OWNERID","CREATEDDATE","SOLUTION_ARCHITECT__C","SA_VALIDATED_TECH_EVALUATION_START_DATE__C"
    "0060X00000DDDDDQA5","0010X00000AAAAAQA5","Birch - New","3-Technical Evaluation","45000.0","2026-06-30","false","false","0050X00000CCCCCQA5","2023-02-07T20:47:49.000Z","0050X00000CCCCCQA5","2026-01-02"

    """#,
    "OpportunityContactRole.csv": #"""
    "ID","OPPORTUNITYID","CONTACTID","ROLE","ISPRIMARY"
    "00K0X00000EEEEEUA5","0060X00000DDDDDQA5","0030X00000BBBBBQA5","Technical Buyer","false"

    """#,
    "User.csv": #"""
    "ID","NAME","EMAIL","ISACTIVE","TIMEZONESIDKEY"
    "0050X00000CCCCCQA5","Ada Fern","ada@seller.example","true","Europe/Berlin"

    """#,
  ]

  /// The same org as ``weekly``.
  static let warehouse: [String: String] = [
    "sf_account_data.csv": #"""
    _fivetran_synced,id,is_deleted,master_record_id,name,owner_id,parent_id,type,website
    2019-04-04 18:47:01,0010X00000AAAAAQA5,FALSE,,Birch Ltd,0050X00000CCCCCQA5,,Customer,https://birch.example
    2019-04-04 18:47:01,0010X00000AAAABQA5,FALSE,,"Birch, ""North""",0050X00000CCCCCQA5,0010X00000AAAAAQA5,Customer,

    """#,
    "sf_contact_data.csv": #"""
    id,account_id,email,email_2_c,first_name,last_name,is_deleted,title
    0030X00000BBBBBQA5,0010X00000AAAAAQA5,Ana.Lee@birch.example,ana@home.example,Ana,Lee,FALSE,"Line one
    line two"

    """#,
    "sf_opportunity_data.csv": #"""
    account_id,amount,close_date,created_date,id,is_closed,is_deleted,is_won,name,owner_id,stage_name,solution_architect_c,sa_validated_tech_evaluation_start_date_c
    0010X00000AAAAAQA5,45000,2026-06-30 00:00:00,2023-02-07 20:47:49,0060X00000DDDDDQA5,FALSE,FALSE,FALSE,Birch - New,0050X00000CCCCCQA5,3-Technical Evaluation,0050X00000CCCCCQA5,2026-01-02

    """#,
    "opportunity_contact_role.csv": #"""
    id,opportunity_id,contact_id,role,is_primary
    00K0X00000EEEEEUA5,0060X00000DDDDDQA5,0030X00000BBBBBQA5,Technical Buyer,FALSE

    """#,
    "users.csv": #"""
    id,name,email,is_active,time_zone_sid_key
    0050X00000CCCCCQA5,Ada Fern,ada@seller.example,TRUE,Europe/Berlin

    """#,
  ]

  /// The same org as ``weekly``; contact roles stay with Data Loader, since no report has their ids.
  static let report: [String: String] = [
    "report1.csv": #"""
    Account ID,Account Name,Type,Website,Parent Account ID,Account Owner ID
    0010X00000AAAAA,Birch Ltd,Customer,https://birch.example,,0050X00000CCCCC
    0010X00000AAAAB,"Birch, ""North""",Customer,,0010X00000AAAAA,0050X00000CCCCC


    Accounts
    Copyright (c) 2000-2026
    Confidential Information - Do Not Distribute
    """#,
    "report2.csv": #"""
    Contact ID,Full Name,Contact: Email,Email 2,Account ID,Title
    0030X00000BBBBB,Ana Lee,Ana.Lee@birch.example,ana@home.example,0010X00000AAAAA,"Line one
    line two"

    Contacts
    """#,
    "opportunities.csv": #"""
    Opportunity ID,Opportunity Name,Account ID,Stage,Amount,Close Date,Created Date,Opportunity Owner ID,Closed,Won,Primary SA,SA Start
    0060X00000DDDDD,Birch - New,0010X00000AAAAA,3-Technical Evaluation,"EUR 45,000.00",6/30/2026,2023-02-07 20:47:49,0050X00000CCCCC,0,0,0050X00000CCCCC,2026-01-02
    """#,
    "OpportunityContactRole.csv": dataLoader["OpportunityContactRole.csv"] ?? "",
    "User.csv": #"""
    User ID,Full Name,Email,Active,Time Zone
    0050X00000CCCCC,Ada Fern,ada@seller.example,1,Europe/Berlin

    """#,
  ]
}
