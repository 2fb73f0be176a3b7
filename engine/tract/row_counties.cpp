// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/row_counties.hpp"
#include "engine/tract/states.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

std::string_view without_point(std::string_view text) {
    text = trim(text);
    if (text.ends_with(".0"))
        text.remove_suffix(2);
    return text;
}

/// Lower case, points and doubled blanks gone: "St. Mary's  County" is "st mary's county".
std::string plain(std::string_view name) {
    std::string out;
    for (const char c : to_lower(trim(name)))
        if (c != '.' && !(c == ' ' && !out.empty() && out.back() == ' '))
            out += c;
    return out;
}

/// Without the word for a county. "city" stays: Baltimore city is not Baltimore County.
std::string bare(std::string_view name) {
    std::string text = plain(name);
    for (const std::string_view word :
         {" city and borough", " planning region", " census area", " municipality", " municipio",
          " borough", " county", " parish", " island"})
        if (text.ends_with(word)) {
            text.resize(text.size() - word.size());
            break;
        }
    return text;
}

bool is_named(const County& county) {
    return county.name != county.code && !county.name.empty();
}

std::string words_of(const County& county) {
    return is_named(county) ? fmt::format("{} ({})", county.name, county.code) : county.code;
}

std::string where_of(const io::SourceSpec& source, const io::Table& table) {
    return source.declared_at.empty() ? table.name() : source.declared_at;
}

constexpr const char* kSayCounty =
    "where all rows lie in one county, say which in this source: county = \"SSCCC\" (its five "
    "digits); else add columns of state and county, or ids of 11 digits";

} // namespace

RowCounties::RowCounties(const io::SourceSpec& source, const TractSet* tracts)
    : source_(source), tracts_(tracts) {}

void RowCounties::add(std::string_view state, std::string_view county) {
    state = without_point(state);
    county = without_point(county);
    std::size_t key = keys_.size();
    if (!key_of_row_.empty() && key_of_row_.back() != kNone)
        if (const Key& last = keys_[key_of_row_.back()];
            last.state == state && last.county == county)
            key = key_of_row_.back();
    if (key == keys_.size()) {
        std::string both = std::string(state) + "|" + std::string(county);
        const auto [at, is_new] = key_of_text_.emplace(std::move(both), key);
        if (is_new)
            keys_.push_back({std::string(state), std::string(county), {}, 0, false});
        key = at->second;
    }
    ++keys_[key].rows;
    key_of_row_.push_back(static_cast<std::uint32_t>(key));
}

void RowCounties::resolve(const io::Table& table, const std::string& column) {
    std::vector<std::string> names;
    for (const Key& key : keys_)
        if (!key.county.empty() && !all_digits(key.county))
            names.push_back(plain(key.county) + "," + plain(key.state));
    std::sort(names.begin(), names.end());
    names_ = static_cast<std::size_t>(std::unique(names.begin(), names.end()) - names.begin());
    any_county_ =
        std::any_of(keys_.begin(), keys_.end(), [](const Key& key) { return !key.county.empty(); });
    for (Key& key : keys_) {
        resolve(key, table, column);
        if (key.code.empty())
            rows_elsewhere_ += key.rows;
        if (key.assumed)
            rows_assumed_ += key.rows;
    }
}

std::string RowCounties::only_county() const {
    if (source_.county.size() == 5)
        return source_.county;
    if (tracts_ != nullptr && tracts_->counties().size() == 1)
        return tracts_->counties().front().code;
    return {};
}

void RowCounties::take_only_county(Key& key, std::string_view state, const io::Table& table,
                                   const std::string& column) {
    const std::string county = only_county();
    if (county.empty())
        throw Error(
            ErrorKind::Input,
            tracts_ == nullptr
                ? fmt::format("column {} holds tract numbers without state and county", column)
                : fmt::format("column {} holds tract numbers without state and county, and the "
                              "study has {} counties",
                              column, tracts_->counties().size()),
            {.where = where_of(source_, table), .hint = kSayCounty});
    if (!state.empty() && state != state_of(county))
        return; // elsewhere
    key.code = county;
    if (source_.county.size() == 5)
        return; // said, not assumed
    key.assumed = true;
    assumed_ = words_of(tracts_->counties().front()) + ", the only county of the study";
}

void RowCounties::resolve_name(Key& key, std::string_view state, const io::Table& table) {
    if (tracts_ == nullptr) {
        if (source_.county.size() == 5 && names_ == 1) {
            key.code = source_.county;
            return;
        }
        throw Error(ErrorKind::Input,
                    fmt::format("the rows name their county (\"{}\"); without the tracts of a "
                                "study its code is not known",
                                key.county),
                    {.where = where_of(source_, table), .hint = kSayCounty});
    }
    // "Baltimore" may be short for the city, unless the table knows the city by its whole name.
    const std::string as_city = plain(key.county) + " city";
    const bool may_be_city = bare(key.county) == plain(key.county) &&
                             std::none_of(keys_.begin(), keys_.end(), [&](const Key& other) {
                                 return plain(other.county) == as_city;
                             });
    std::vector<const County*> exact, similar, in_state;
    bool all_named = true;
    for (const County& county : tracts_->counties()) {
        if (!state.empty() && state_of(county.code) != state)
            continue;
        in_state.push_back(&county);
        all_named = all_named && is_named(county);
        if (!is_named(county))
            continue;
        if (plain(county.name) == plain(key.county))
            exact.push_back(&county);
        if (bare(county.name) == bare(key.county) || (may_be_city && plain(county.name) == as_city))
            similar.push_back(&county);
    }
    const auto& found = exact.empty() ? similar : exact;
    if (found.size() > 1)
        throw Error(ErrorKind::Input,
                    fmt::format("the county \"{}\" may be {} or {}", key.county,
                                words_of(*found[0]), words_of(*found[1])),
                    {.where = where_of(source_, table),
                     .hint = "add a column of states or of county codes, or ids of 11 digits"});
    if (found.size() == 1) {
        key.code = found.front()->code;
        return;
    }
    if (all_named || in_state.empty())
        return; // elsewhere
    // The tracts do not name their county: one county and one name in the table belong together.
    const std::string only = only_county();
    if (!only.empty() && names_ == 1) {
        key.code = only;
        if (source_.county.size() != 5) {
            key.assumed = true;
            assumed_ = fmt::format("{}, the only county of the study (the rows say \"{}\")",
                                   words_of(tracts_->counties().front()), key.county);
        }
        return;
    }
    throw Error(
        ErrorKind::Input,
        fmt::format("the rows name their county (\"{}\"{}), but the study's tracts do not name "
                    "theirs",
                    key.county, names_ > 1 ? fmt::format(" and {} others", names_ - 1) : ""),
        {.where = where_of(source_, table),
         .hint = "give tracts whose file names the counties (column NAMELSADCO, in the Census "
                 "Bureau's cb_ files from 2020), a table with county codes or ids of 11 digits, or "
                 "keep the rows of one county with where = { ... }"});
}

void RowCounties::resolve(Key& key, const io::Table& table, const std::string& column) {
    std::string_view state = state_code(key.state);
    if (state.empty() && all_digits(key.state) && key.state.size() == 2)
        state = key.state; // no state that there is, such as 99 of invented counties
    if (!key.state.empty() && state.empty())
        return; // "Ontario"
    if (key.county.empty()) {
        if (any_county_ && source_.county.size() != 5)
            return; // a gap among counties is no county
        take_only_county(key, state, table, column);
        return;
    }
    if (!all_digits(key.county)) {
        resolve_name(key, state, table);
        return;
    }
    if (key.county.size() > 3) {
        key.code = (key.county.size() == 4 ? "0" : "") + key.county;
        return;
    }
    std::string first(state);
    if (first.empty() && source_.county.size() >= 2)
        first = source_.county.substr(0, 2);
    if (first.empty() && tracts_ != nullptr && !tracts_->counties().empty()) {
        first = std::string(state_of(tracts_->counties().front().code));
        if (std::string(state_of(tracts_->counties().back().code)) != first)
            first.clear();
        else {
            key.assumed = true;
            assumed_ =
                fmt::format("{} ({}), the only state of the study", state_name(first), first);
        }
    }
    if (first.empty())
        throw Error(ErrorKind::Input,
                    fmt::format("the rows have a county (\"{}\") but no state", key.county),
                    {.where = where_of(source_, table),
                     .hint = "say the state in this source: county = \"SS\" (its two digits), or "
                             "add a column of states"});
    key.code = first + std::string(3 - key.county.size(), '0') + key.county;
}

std::vector<std::string> RowCounties::names_elsewhere() const {
    std::vector<std::string> names;
    for (const Key& key : keys_)
        if (key.code.empty() && names.size() < Finding::kMaxExamples)
            names.push_back(key.county.empty()  ? key.state
                            : key.state.empty() ? key.county
                                                : key.county + ", " + key.state);
    return names;
}

} // namespace tractwise::tract
