// SPDX-License-Identifier: Apache-2.0
#include "engine/io/open_words.hpp"

#include "engine/core/text.hpp"
#include "engine/io/name_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <vector>

namespace tractwise::io {
namespace {

using Words = std::vector<std::string>;

// Lists of words stand as one text, for `among`.
constexpr std::string_view kDate = ",date,dt,dte,day,on,datetime,timestamp,";
constexpr std::string_view kEnd =
    ",end,ended,ends,ending,closed,close,closing,closure,withdrawn,withdrawal,termination,"
    "terminated,terminate,trmntn,deact,deactivation,deactivated,inactive,inactivation,"
    "inactivated,revoked,revocation,cancelled,canceled,cancellation,cancelation,"
    "discontinued,removed,removal,decertified,decertification,deauthorized,"
    "deauthorization,cease,ceased,cessation,delicensed,delicensing,delicensure,";
constexpr std::string_view kStart =
    ",start,started,begin,began,beginning,open,opened,opening,authorized,authorization,"
    "authorisation,auth,";
constexpr std::string_view kRestart =
    ",reactivation,react,reactivated,reinstated,reinstatement,reopened,reopening,";
constexpr std::string_view kExpiry = ",expiration,expiry,expires,expire,expired,exp,exprtn,";
constexpr std::string_view kOpenFlag = ",open,active,operational,operating,";
constexpr std::string_view kClosedFlag = ",closed,inactive,deactivated,defunct,";
/// Whose dates and status they are: a place, or its license. Other words make a name mean
/// something else (a project's end, a geocoder's status).
constexpr std::string_view kOwner =
    ",properties,attributes,site,facility,fac,store,clinic,business,biz,location,loc,"
    "place,branch,outlet,retailer,vendor,provider,prov,hospital,pharmacy,school,sch,sy,"
    "center,centre,health,library,org,organization,entity,npi,hpsa,mua,program,prgm,pgm,"
    "license,licence,lic,permit,registration,reg,enrollment,participation,certification,"
    "cert,designation,service,services,operation,operations,operational,operating,op,"
    "oper,ops,snap,wic,of,the,effective,actual,permanent,permanently,description,desc,"
    "text,txt,string,str,type,code,cd,name,nm,new,current,currently,present,last,latest,"
    "updated,this,opening,activity,";
constexpr std::string_view kFlagFiller =
    ",properties,attributes,is,currently,now,still,flag,flg,ind,indicator,yn,permanently,"
    "site,facility,store,clinic,business,location,place,provider,retailer,";
constexpr std::string_view kStatus = ",status,stat,sts,";

bool known(std::string_view word) {
    return among(kDate, word) || among(kEnd, word) || among(kStart, word) ||
           among(kRestart, word) || among(kExpiry, word) || among(kOpenFlag, word) ||
           among(kClosedFlag, word) || among(kOwner, word) || among(kStatus, word) ||
           word == "is" || word == "term" || word == "added" || word == "scope" ||
           word == "valid" || word == "first" || word == "out";
}

OpenColumn column_of(const Words& words) {
    const auto any = [&](std::string_view list) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return among(list, word); });
    };
    const auto has = [&](std::string_view wanted) {
        return std::find(words.begin(), words.end(), wanted) != words.end();
    };
    const auto rest_is = [&](const auto& allowed) {
        return std::all_of(words.begin(), words.end(), allowed);
    };
    if (words.empty())
        return OpenColumn::None;
    const bool status_words = rest_is([](const std::string& w) {
        return among(kStatus, w) || among(kOwner, w) || among(kOpenFlag, w) || w == "is" ||
               w == "closed" || w == "inactive" || w == "closure";
    });
    if (any(kStatus) && !any(kDate))
        return status_words ? OpenColumn::Status : OpenColumn::None;
    if (words == Words{"open", "closed"} || words == Words{"active", "inactive"} ||
        words == Words{"open", "or", "closed"})
        return OpenColumn::Status;
    // A year alone: "Year Closed", but no "School Year End Date".
    if (has("year") || has("yr")) {
        if (!rest_is([](const std::string& w) {
                return w == "year" || w == "yr" || w == "closed" || w == "close" ||
                       w == "closing" || w == "closure" || w == "opened";
            }))
            return OpenColumn::None;
        return any(kEnd) ? OpenColumn::End : has("opened") ? OpenColumn::Start : OpenColumn::None;
    }
    // "Out of Business Date", "Out of Service Date".
    if (has("out") && has("of") && any(kDate) &&
        (has("business") || has("service") || has("operation")))
        return OpenColumn::End;
    // "Last Day of Operation", "First Day of Business".
    if ((has("last") || has("first")) && any(kDate) && rest_is([](const std::string& w) {
            return w == "last" || w == "first" || w == "of" || among(kDate, w) ||
                   w == "operation" || w == "operations" || w == "operating" || w == "business" ||
                   w == "service";
        }) &&
        words.size() > 2)
        return has("last") ? OpenColumn::End : OpenColumn::Start;
    // What a row says holds from one day to another.
    if (words == Words{"valid", "to"} || words == Words{"validto"} ||
        words == Words{"valid", "until"} || words == Words{"valid", "thru"} ||
        words == Words{"valid", "through"} || words == Words{"valid", "to", "date"} ||
        words == Words{"valid", "until", "date"})
        return OpenColumn::End;
    if (words == Words{"valid", "from"} || words == Words{"validfrom"} ||
        words == Words{"valid", "from", "date"})
        return OpenColumn::Start;
    // HRSA's "Site Added to Scope this Date".
    if (has("added") && has("scope") && any(kDate))
        return OpenColumn::Start;
    const auto flag = [&](std::string_view list) {
        return any(list) && rest_is([&](const std::string& w) {
                   return among(list, w) || among(kFlagFiller, w);
               });
    };
    if (words.size() == 1 && (has("closed") || has("withdrawn") || has("terminated") ||
                              has("deactivated") || has("ended")))
        return OpenColumn::BareEnd;
    if (flag(kOpenFlag))
        return OpenColumn::OpenFlag;
    if (flag(kClosedFlag))
        return OpenColumn::ClosedFlag;
    const bool date_words =
        rest_is([](const std::string& w) { return known(w) && !among(kStatus, w); });
    if (!any(kDate) || !date_words)
        return OpenColumn::None;
    if (any(kRestart))
        return OpenColumn::Restart;
    if (any(kExpiry))
        return any(kEnd) ? OpenColumn::End : OpenColumn::Expiry;
    if (any(kEnd))
        return OpenColumn::End;
    if (any(kStart))
        return OpenColumn::Start;
    return has("term") ? OpenColumn::End : OpenColumn::None;
}

/// Lower case, with one blank for every run of anything but letters and digits.
std::string plain_words(std::string_view text) {
    std::string plain;
    for (const char c : to_lower(trim(text))) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                          static_cast<unsigned char>(c) >= 0x80;
        if (kept)
            plain += c;
        else if (!plain.empty() && plain.back() != ' ')
            plain += ' ';
    }
    while (!plain.empty() && plain.back() == ' ')
        plain.pop_back();
    return plain;
}

} // namespace

OpenColumn open_column(std::string_view name) {
    static const NameRules rules{
        .known = known, .digits = true, .plurals = true}; // "hospitals.STATUS"
    return column_of(name_words(name, rules));
}

std::span<const std::string_view> long_open_names() {
    static constexpr auto names = std::to_array<std::string_view>({"Site Status Description",
                                                                   "Authorization Date",
                                                                   "Authorization End Date",
                                                                   "Withdrawn Date",
                                                                   "Withdrawal Date",
                                                                   "Termination Date",
                                                                   "Deactivation Date",
                                                                   "NPI Deactivation Date",
                                                                   "NPI Reactivation Date",
                                                                   "Operational Status",
                                                                   "Operating Status",
                                                                   "Business Status",
                                                                   "Facility Status",
                                                                   "Store Status",
                                                                   "Program Status",
                                                                   "Provider Status",
                                                                   "License Status",
                                                                   "Date Closed",
                                                                   "Closing Date",
                                                                   "Permanently Closed",
                                                                   "Out of Business Date",
                                                                   "Last Day of Operation",
                                                                   "Delicensed Date",
                                                                   "Store Close Date",
                                                                   "Store Closed Date",
                                                                   "Deauthorization Date",
                                                                   "Location End Date",
                                                                   "Business End Date",
                                                                   "Facility Close Date",
                                                                   "Facility Closed Date",
                                                                   "Site Close Date",
                                                                   "Closure Date",
                                                                   "Closed Date",
                                                                   "Opening Date",
                                                                   "Date Opened"});
    return names;
}

bool may_hint_at_closing(std::string_view name) {
    const std::string text = to_lower(name);
    const auto any = [&](std::initializer_list<std::string_view> parts) {
        return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
            return text.find(part) != std::string::npos;
        });
    };
    return any({"clos",      "ceas",      "cess",    "shut",       "terminat",   "deactiv",
                "inactiv",   "delic",     "decert",  "deauth",     "disenrol",   "withdr",
                "defunct",   "discontin", "dissol",  "retire",     "abolish",    "decommis",
                "surrender", "revoc",     "revok",   "out of bus", "out_of_bus", "end date",
                "end_date",  "enddate",   "end dt",  "end_dt",     "last day",   "last_day",
                "lastday",   "valid to",  "valid_to"}) &&
           !any({"disclos",    "enclos", "foreclos",     "process",    "access",      "success",
                 "recess",     "fiscal", "report",       "period",     "project",     "budget",
                 "grant",      "case",   "inspect",      "complaint",  "incident",    "ticket",
                 "request",    "survey", "comment",      "applic",     "school_year", "school year",
                 "schoolyear", "tax",    "permit",       "violation",  "data",        "sale",
                 "escrow",     "bid",    "registration", "enrollment", "time"});
}

std::optional<OpenWord> open_word(std::string_view text) {
    // HIFLD: OPEN, CLOSED. HRSA: Active, Inactive; Designated, Withdrawn. Overture Maps: open,
    // temporarily_closed, permanently_closed; Google: OPERATIONAL, CLOSED_TEMPORARILY,
    // CLOSED_PERMANENTLY. Chicago's licenses: AAI issued, AAC canceled, REV revoked. NCES schools:
    // Open, Closed, New, Added, Changed Boundary/Agency, Inactive, Future, Reopened.
    static constexpr std::string_view open =
        ",open,active,operational,operating,functioning,licensed,issued,aai,current,valid,"
        "designated,authorized,certified,registered,enrolled,reopened,new,added,existing,";
    static constexpr std::string_view closed =
        ",closed,inactive,deactivated,terminated,withdrawn,revoked,rev,expired,cancelled,"
        "canceled,aac,suspended,defunct,dissolved,demolished,nonoperational,discontinued,"
        "decertified,disqualified,surrendered,relinquished,lapsed,shuttered,abandoned,"
        "decommissioned,retired,merged,ceased,unlicensed,";
    static constexpr std::string_view phrases =
        ",out of business,out of service,out of operation,not operational,not operating,"
        "not active,not open,not in operation,not in service,non operational,"
        "no longer operating,no longer open,no longer active,no longer in business,"
        "permanently closed,temporarily closed,temp closed,perm closed,shut down,shutdown,"
        "de licensed,in active,not yet open,not yet opened,future,coming soon,opening soon,"
        "under construction,never opened,";
    static constexpr std::string_view open_phrases =
        ",in operation,in service,in business,currently open,currently operating,"
        "good standing,in good standing,re opened,changed agency,changed boundary,"
        "changed boundary agency,";
    const std::string words = plain_words(text);
    for (const std::string& phrase : split(phrases, ','))
        if (!phrase.empty() &&
            (words == phrase || (words.starts_with(phrase) && words[phrase.size()] == ' ' &&
                                 phrase.find(' ') != std::string::npos)))
            return OpenWord::Closed;
    if (among(open_phrases, words))
        return OpenWord::Open;
    const std::string_view first = std::string_view(words).substr(0, words.find(' '));
    const bool alone = first.size() == words.size();
    if (among(closed, first))
        return OpenWord::Closed;
    // "Active - Renewal" is active; "New application" or "Current owner deceased" may be anything.
    const bool sure = first == "open" || first == "active" || first == "operational" ||
                      first == "operating" || first == "licensed";
    if (among(open, first) && (alone || sure))
        return OpenWord::Open;
    return std::nullopt;
}

std::optional<bool> yes_or_no(std::string_view text) {
    const std::string word = to_lower(trim(text));
    for (const std::string_view yes : {"y", "yes", "true", "t", "1", "1.0"})
        if (word == yes)
            return true;
    for (const std::string_view no : {"n", "no", "false", "f", "0", "0.0"})
        if (word == no)
            return false;
    return std::nullopt;
}

bool is_mark(std::string_view text) {
    const std::string_view mark = trim(text);
    return mark == "X" || mark == "x" || mark == "*" || mark == "\u2713" || mark == "\u2714";
}

} // namespace tractwise::io
