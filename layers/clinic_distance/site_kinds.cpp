// SPDX-License-Identifier: Apache-2.0
#include "layers/clinic_distance/site_kinds.hpp"

#include "engine/core/text.hpp"
#include "engine/io/column_names.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace tractwise::layers {
namespace {

using Kind = SiteKinds::Kind;

/// True where `word` stands in the text by itself: "Mobile Van", not "Vancouver".
bool has_word(std::string_view text, std::initializer_list<std::string_view> words) {
    std::string word;
    const auto found = [&] { return std::find(words.begin(), words.end(), word) != words.end(); };
    for (const char c : to_lower(text)) {
        if (c >= 'a' && c <= 'z') {
            word += c;
            continue;
        }
        if (found())
            return true;
        word.clear();
    }
    return found();
}

Kind kind_of(std::string_view text) {
    if (has_word(text, {"mobile", "van", "vans"}))
        return Kind::Van;
    return has_word(text, {"seasonal", "intermittent", "temporary"}) ? Kind::Seasonal
                                                                     : Kind::Permanent;
}

/// A column whose filled cells are all among `values`, `needed` among them.
bool holds_only(const io::Table& table, std::size_t column,
                std::initializer_list<std::string_view> values, std::string_view needed) {
    bool seen = false;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string cell = to_lower(trim(table.cell(r, column)));
        if (!cell.empty() && std::find(values.begin(), values.end(), cell) == values.end())
            return false;
        seen = seen || cell == needed;
    }
    return seen;
}

/// By its name, or, where a shapefile has cut all of HRSA's names alike, by what it holds.
std::optional<std::size_t> column_of(const io::Table& table, std::string_view name,
                                     std::initializer_list<std::string_view> values,
                                     std::string_view needed) {
    if (const auto found = table.find(name))
        return found;
    for (const std::size_t column : io::columns_cut_from(table, name))
        if (holds_only(table, column, values, needed))
            return column;
    return std::nullopt;
}

void say(std::size_t count, std::size_t all, std::string message, const char* code,
         std::vector<std::string> rows, const std::string& source, Diagnostics& diagnostics) {
    if (count > 0)
        diagnostics.add({Severity::Warning, code, source,
                         fmt::format("of {} clinics {}", all, std::move(message)), count,
                         std::move(rows)});
}

} // namespace

SiteKinds SiteKinds::read(const io::Table& table, const ConfigTable& options) {
    SiteKinds kinds;
    std::optional<std::size_t> location;
    if (options.has("kind_column"))
        location = table.require(options.text("kind_column"));
    else
        location = column_of(table, "Health Center Location Type Description",
                             {"permanent", "seasonal", "mobile van"}, "permanent");
    const auto calendar = table.find("Health Center Operating Calendar");
    if (location) {
        kinds.told = true;
        kinds.column = table.columns()[*location];
        for (std::size_t r = 0; r < table.rows(); ++r) {
            Kind kind = kind_of(table.cell(r, *location));
            if (kind == Kind::Permanent && calendar)
                kind = kind_of(table.cell(r, *calendar));
            kinds.of.push_back(kind);
        }
    }
    const auto duty = column_of(
        table, "Health Center Type Description",
        {"service delivery site", "administrative", "administrative/service delivery site"},
        "service delivery site");
    if (duty) {
        kinds.office_column = table.columns()[*duty];
        for (std::size_t r = 0; r < table.rows(); ++r)
            kinds.office.push_back(to_lower(trim(table.cell(r, *duty))) == "administrative");
    }
    return kinds;
}

void SiteKinds::report(const io::Table& table, const std::vector<bool>& counts,
                       const std::string& source, Diagnostics& diagnostics) const {
    std::size_t all = 0, vans = 0, seasonal = 0, offices = 0;
    std::vector<std::string> moving, administrative;
    for (std::size_t r = 0; r < counts.size(); ++r) {
        if (!counts[r])
            continue;
        ++all;
        vans += told && of[r] == Kind::Van;
        seasonal += told && of[r] == Kind::Seasonal;
        if (!permanent(r) && moving.size() < Finding::kMaxExamples)
            moving.push_back(table.row_name(r));
        if (is_office(r)) {
            ++offices;
            if (administrative.size() < Finding::kMaxExamples)
                administrative.push_back(table.row_name(r));
        }
    }
    say(vans + seasonal, all,
        fmt::format("{} {} and {} {} (column \"{}\"): they count like the others, a van at its "
                    "address; clinic_permanent_nearest_m leaves them out",
                    vans, vans == 1 ? "is a van" : "are vans", seasonal,
                    seasonal == 1 ? "is seasonal" : "are seasonal", column),
        "clinic-moves", std::move(moving), source, diagnostics);
    say(offices, all,
        fmt::format("{} {} only (\"Administrative\" in column \"{}\") and {}; type_column = "
                    "\"{}\" with types = [\"Service Delivery Site\", "
                    "\"Administrative/Service Delivery Site\"] leaves {} out",
                    offices,
                    offices == 1 ? "is an administrative office" : "are administrative offices",
                    office_column, offices == 1 ? "counts" : "count", office_column,
                    offices == 1 ? "it" : "them"),
        "clinic-office", std::move(administrative), source, diagnostics);
}

} // namespace tractwise::layers
