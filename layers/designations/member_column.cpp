// SPDX-License-Identifier: Apache-2.0
#include "layers/designations/member_column.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/name_words.hpp"

#include <algorithm>
#include <map>
#include <span>

#include <fmt/format.h>

namespace tractwise::layers {
namespace {

using io::among;
using Words = std::vector<std::string>;

// Lists of words stand as one text, for `among`.
constexpr std::string_view kQct = ",qct,qcts,qualified,";
constexpr std::string_view kZone = ",oz,ozs,qoz,qozs,opportunity,";
constexpr std::string_view kEligible = ",eligible,eligibility,elig,";
constexpr std::string_view kGeneral =
    ",designated,designation,status,stat,member,membership,listed,";
/// Words that change nothing in what a name speaks of.
constexpr std::string_view kFiller =
    ",is,in,a,an,as,the,this,of,for,to,be,by,or,and,not,tract,tracts,census,zone,zones,area,areas,"
    "flag,flg,ind,indicator,yn,y,n,yes,hud,irs,cdfi,treasury,federal,us,current,currently,final,"
    "desc,description,text,txt,val,value,code,cd,round,second,first,";
/// The same beside "eligible".
constexpr std::string_view kCommunity =
    ",lic,lics,low,income,community,communities,nomination,designation,new,";
/// Words of a name that is no answer: the id of a list, its date, people who live there.
constexpr std::string_view kOther =
    ",id,ids,name,nm,number,num,no,year,yr,date,dt,day,fips,geoid,geo,key,pop,population,people,"
    "count,total,percent,pct,share,source,src,url,note,notes,comment,comments,start,end,"
    "expiration,expires,effective,type,rate,state,county,metro,cbsa,";

bool known(std::string_view word) {
    return among(kQct, word) || among(kZone, word) || among(kEligible, word) ||
           among(kGeneral, word) || among(kFiller, word) || among(kCommunity, word) ||
           among(kOther, word);
}

/// A word that a shapefile cut after the tenth letter of the name: "statu" of "qct_statu".
std::string uncut(const std::string& word) {
    constexpr std::size_t kFewest = 3;
    if (word.size() >= kFewest && !known(word))
        for (const std::string_view whole :
             {"status", "designated", "designation", "eligible", "eligibility", "opportunity",
              "qualified", "indicator", "description", "community"})
            if (whole.starts_with(word))
                return std::string(whole);
    return word;
}

/// "QCT_status 2025" -> qct, status; a join's table and its point go first.
Words words_of(std::string_view name) {
    constexpr std::size_t kCutAfter = 10;
    if (const auto point = name.rfind('.');
        point != std::string_view::npos && point + 1 < name.size() && !is_digit(name[point + 1]))
        name.remove_prefix(point + 1);
    static const io::NameRules rules{.known = known, .digits = false};
    Words words = io::name_words(name, rules);
    if (name.size() == kCutAfter && !words.empty())
        words.back() = uncut(words.back());
    return words;
}

/// Small letters, digits and single blanks, whatever stood between (no-break spaces, too).
std::string plain(std::string_view cell) {
    std::string text;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const char c = cell[i];
        const bool no_break = c == '\xC2' && i + 1 < cell.size() && cell[i + 1] == '\xA0';
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
                            (static_cast<unsigned char>(c) >= 0x80 && !no_break);
        if (letter)
            text += c;
        else if (!text.empty() && text.back() != ' ')
            text += ' ';
        i += no_break ? 1 : 0;
    }
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    return to_lower(text);
}

std::string_view words_for_yes(ListMatter matter) {
    switch (matter) {
    case ListMatter::Qct:
        return ",qct,qualified,qualified census tract,qualified tract,designated,designated qct,";
    case ListMatter::Zone:
        return ",oz,qoz,opportunity zone,qualified opportunity zone,designated,designated oz,"
               "designated qoz,designated opportunity zone,designated qualified opportunity zone,";
    case ListMatter::Eligible:
        return ",eligible,eligible lic,lic,low income community,eligible low income community,";
    }
    return {};
}

struct Found {
    std::size_t column;
    std::vector<std::optional<bool>> says; ///< nothing: empty
    bool chosen;                           ///< by `where`
    bool any_no;
};

bool is_area_code(std::string_view cell) {
    return std::count_if(cell.begin(), cell.end(), is_digit) >= 3;
}

[[noreturn]] void fail_not_understood(const io::Table& table, std::size_t column,
                                      const io::SourceSpec& spec,
                                      const std::map<std::string, std::size_t>& unknown) {
    constexpr std::size_t kShown = 5;
    std::vector<std::string> values;
    for (const auto& [value, rows] : unknown)
        if (values.size() < kShown)
            values.push_back(fmt::format("\"{}\" ({} {})", value,
                                         format_count(static_cast<double>(rows)),
                                         rows == 1 ? "row" : "rows"));
    const std::string& name = table.columns()[column];
    throw Error(ErrorKind::Input,
                fmt::format("column \"{}\" of \"{}\" may say which tracts are members, but has "
                            "cells that say neither yes nor no: {}{}",
                            name, spec.id, join(values, ", "),
                            unknown.size() > values.size() ? ", ..." : ""),
                {.where = table.name(),
                 .hint = fmt::format("choose the rows of members by it, with where = {{ \"{}\" = "
                                     "[...] }}; or write yes and no into its cells",
                                     name)});
}

/// Nothing where the cells are codes or ids and no answer.
std::optional<Found> read_column(const io::Table& table, std::size_t column,
                                 const io::SourceSpec& spec, ListMatter matter) {
    const bool chosen = std::any_of(spec.where.begin(), spec.where.end(), [&](const auto& rule) {
        return table.find(rule.first) == column;
    });
    Found found{column, {}, chosen, false};
    found.says.reserve(table.rows());
    std::map<std::string, std::size_t> unknown;
    std::size_t answers = 0, empty = 0;
    bool all_codes = true;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string_view cell = table.cell(r, column);
        const std::string words = plain(cell);
        const bool blank = words.empty() || among(",na,n a,nan,null,none,", words);
        std::optional<bool> says;
        if (!blank)
            says = says_member(cell, matter);
        if (says) {
            ++answers;
            found.any_no = found.any_no || !*says;
        } else if (!blank && chosen) {
            says = true;
        } else if (!blank) {
            ++unknown[std::string(trim(cell))];
            all_codes = all_codes && is_area_code(cell);
        }
        empty += blank ? 1 : 0;
        found.says.push_back(says);
    }
    if (unknown.empty())
        return found;
    if (answers == 0 && empty == 0 && all_codes &&
        matter != ListMatter::Eligible) // ids of the list
        return std::nullopt;
    fail_not_understood(table, column, spec, unknown);
}

} // namespace

NameSpeaks speaks_of(std::string_view column, ListMatter matter) {
    const Words words = words_of(column);
    const auto any = [&](std::string_view list) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return among(list, word); });
    };
    const auto has = [&](std::string_view word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    const bool eligible = any(kEligible);
    // "Qualified opportunity zone" is no qualified census tract, an "opportunity index" no zone.
    const bool zone = has("oz") || has("ozs") || has("qoz") || has("qozs") ||
                      (has("opportunity") && (has("zone") || has("zones") || words.size() == 1));
    const bool only_known = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return among(kQct, word) || among(kZone, word) || among(kEligible, word) ||
               among(kGeneral, word) || among(kFiller, word) ||
               (eligible && among(kCommunity, word));
    });
    const bool qct = has("qct") || has("qcts") || (has("qualified") && !zone);
    bool own = false;
    switch (matter) {
    case ListMatter::Qct:
        own = qct && !eligible;
        break;
    case ListMatter::Zone:
        own = zone && !eligible;
        break;
    case ListMatter::Eligible:
        own = eligible && !qct;
        break;
    }
    if (own)
        return only_known ? NameSpeaks::Own : NameSpeaks::Mentions;
    if (matter != ListMatter::Eligible && !eligible && !zone && !qct && any(kGeneral) && only_known)
        return NameSpeaks::General;
    return NameSpeaks::Not;
}

std::optional<bool> says_member(std::string_view cell, ListMatter matter) {
    if (const auto number = parse_number(cell))
        return *number == 1   ? std::optional(true)
               : *number == 0 ? std::optional(false)
                              : std::nullopt;
    const std::string words = plain(cell);
    if (among(",y,yes,true,t,x,", words))
        return true;
    if (among(",n,no,false,f,", words))
        return false;
    const std::string_view yes = words_for_yes(matter);
    if (among(yes, words))
        return true;
    if (matter == ListMatter::Zone && among(",eligible,eligible not designated,", words))
        return false;
    if (among(",ineligible,undesignated,unqualified,", words))
        return false;
    for (const std::string_view no : {"not an ", "not a ", "not ", "non ", "no "})
        if (words.starts_with(no)) {
            const std::string_view rest = std::string_view(words).substr(no.size());
            if (among(yes, rest) || rest == "eligible" || rest == "designated")
                return false;
        }
    return std::nullopt;
}

Members read_members(const io::Table& table, const io::SourceSpec& spec, ListMatter matter,
                     Diagnostics& diagnostics) {
    std::vector<Found> found;
    for (const NameSpeaks wanted : {NameSpeaks::Own, NameSpeaks::General}) {
        for (std::size_t c = 0; c < table.columns().size() && table.rows() > 0; ++c)
            if (speaks_of(table.columns()[c], matter) == wanted)
                if (auto column = read_column(table, c, spec, matter))
                    found.push_back(std::move(*column));
        if (!found.empty())
            break;
    }
    if (std::any_of(found.begin(), found.end(), [](const Found& f) { return f.chosen; }))
        std::erase_if(found, [](const Found& f) { return !f.chosen; });
    Members members{std::vector<Members::Row>(table.rows(), Members::Row::Yes), std::nullopt};
    if (found.empty())
        return members;
    const Found& first = found.front();
    for (const Found& other : std::span(found).subspan(1))
        for (std::size_t r = 0; r < table.rows(); ++r)
            if (first.says[r] != other.says[r])
                throw Error(
                    ErrorKind::Input,
                    fmt::format("columns \"{}\" (\"{}\") and \"{}\" (\"{}\") of \"{}\" contradict "
                                "each other",
                                table.columns()[first.column], table.cell(r, first.column),
                                table.columns()[other.column], table.cell(r, other.column),
                                spec.id),
                    {.where = fmt::format("{}, {}", table.name(), table.row_name(r)),
                     .hint = fmt::format("choose the rows of members by the right one, with where "
                                         "= {{ \"{}\" = [...] }}",
                                         table.columns()[first.column])});
    members.column = first.column;
    const auto yes = static_cast<std::size_t>(
        std::count(first.says.begin(), first.says.end(), std::optional(true)));
    const bool members_only = !first.any_no && yes > 0;
    std::size_t empty = 0;
    std::vector<std::string> examples;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        if (first.says[r]) {
            members.rows[r] = *first.says[r] ? Members::Row::Yes : Members::Row::No;
            continue;
        }
        members.rows[r] = members_only ? Members::Row::No : Members::Row::Unsaid;
        if (++empty <= Finding::kMaxExamples)
            examples.push_back(table.row_name(r));
    }
    const std::string& name = table.columns()[first.column];
    diagnostics.add({Severity::Note,
                     "members-by-column",
                     spec.id,
                     fmt::format("column \"{}\" says which rows are members: {} of {}", name,
                                 format_count(static_cast<double>(yes)),
                                 format_count(static_cast<double>(table.rows()))),
                     1,
                     {}});
    if (empty > 0)
        diagnostics.add(
            {Severity::Warning, "empty-flag", spec.id,
             fmt::format("cells of column \"{}\" are empty; {}", name,
                         members_only ? "the others mark members only, so these count as no"
                                      : "their tracts are missing and not \"no\""),
             empty, std::move(examples)});
    return members;
}

void refuse_other_list(const io::Table& table, const io::SourceSpec& spec, ListMatter matter) {
    const auto speaking = [&](ListMatter of) -> const std::string* {
        for (const std::string& column : table.columns()) {
            const NameSpeaks speaks = speaks_of(column, of);
            if (speaks == NameSpeaks::Own ||
                (speaks == NameSpeaks::Mentions && of != ListMatter::Eligible))
                return &column;
        }
        return nullptr;
    };
    const std::string* qct = speaking(ListMatter::Qct);
    const std::string* zone = speaking(ListMatter::Zone);
    const std::string* eligible = speaking(ListMatter::Eligible);
    if (matter == ListMatter::Qct && qct == nullptr && (zone != nullptr || eligible != nullptr))
        throw Error(
            ErrorKind::Input,
            fmt::format("\"{}\" is a list of opportunity zones or of tracts eligible to be one, by "
                        "its column \"{}\", and none of qualified census tracts",
                        spec.id, zone != nullptr ? *zone : *eligible),
            {.where = table.name(),
             .hint = fmt::format("opportunity_zones = \"{}\"; the role qct takes HUD's list",
                                 spec.id)});
    if (matter != ListMatter::Qct && qct != nullptr && zone == nullptr && eligible == nullptr)
        throw Error(ErrorKind::Input,
                    fmt::format("\"{}\" is a list of qualified census tracts, by its column "
                                "\"{}\", and none of opportunity zones",
                                spec.id, *qct),
                    {.where = table.name(), .hint = fmt::format("qct = \"{}\"", spec.id)});
}

bool tells_eligible(const io::Table& table) {
    return std::any_of(table.columns().begin(), table.columns().end(), [](const auto& column) {
        return speaks_of(column, ListMatter::Eligible) == NameSpeaks::Own;
    });
}

} // namespace tractwise::layers
