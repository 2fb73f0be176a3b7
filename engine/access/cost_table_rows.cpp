// SPDX-License-Identifier: Apache-2.0
#include "engine/access/cost_table_rows.hpp"

#include "engine/access/duration_text.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/io/amount.hpp"
#include "engine/io/cell.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

using Unit = CostTableRows::Unit;

// Case, blanks and underscores do not count: "origin_id" finds OriginID.
constexpr std::array kOrigins = {
    "origin",  "from_id",   "origin_id",   "from",         "o",
    "id_orig", "orig_id",   "from_geoid",  "origin_geoid", "origin_fips",
    "o_id",    "source_id", "origin_name", "from_name",    "origin_oid"};
constexpr std::array kDestinations = {"destination",
                                      "dest",
                                      "to_id",
                                      "destination_id",
                                      "to",
                                      "d",
                                      "id_dest",
                                      "dest_id",
                                      "to_geoid",
                                      "destination_geoid",
                                      "destination_fips",
                                      "dest_fips",
                                      "d_id",
                                      "target_id",
                                      "destination_name",
                                      "dest_name",
                                      "to_name",
                                      "destination_oid"};
// ArcGIS numbers origins and destinations itself (OriginID, OriginOID): its names are what the user
// loaded.
constexpr std::array kArcOrigins = {"origin_name"};
constexpr std::array kArcDestinations = {"destination_name"};

/// Columns of costs whose name tells no unit, and what most programs mean by them.
struct Untold {
    std::string_view name;
    Unit unit;
};
constexpr std::array kUntold = {
    Untold{"travel_time", Unit::Minutes}, Untold{"total_travel_time", Unit::Minutes},
    Untold{"total_time", Unit::Minutes},  Untold{"drive_time", Unit::Minutes},
    Untold{"walk_time", Unit::Minutes},   Untold{"time", Unit::Minutes},
    Untold{"duration", Unit::Seconds},    Untold{"durations", Unit::Seconds},
    Untold{"distance", Unit::Meters},     Untold{"total_distance", Unit::Meters},
    Untold{"total_length", Unit::Meters}, Untold{"cost", Unit::Meters}};

struct UnitName {
    std::string_view written;
    Unit unit;
    bool short_form; ///< counts at the end of a name only: "min_time" is the least time
};
constexpr std::array kUnits = {UnitName{"minutes", Unit::Minutes, false},
                               UnitName{"minute", Unit::Minutes, false},
                               UnitName{"minutos", Unit::Minutes, false},
                               UnitName{"mins", Unit::Minutes, false},
                               UnitName{"min", Unit::Minutes, true},
                               UnitName{"seconds", Unit::Seconds, false},
                               UnitName{"second", Unit::Seconds, false},
                               UnitName{"segundos", Unit::Seconds, false},
                               UnitName{"secs", Unit::Seconds, false},
                               UnitName{"sec", Unit::Seconds, true},
                               UnitName{"s", Unit::Seconds, true},
                               UnitName{"hours", Unit::Hours, false},
                               UnitName{"hour", Unit::Hours, false},
                               UnitName{"hrs", Unit::Hours, false},
                               UnitName{"hr", Unit::Hours, true},
                               UnitName{"h", Unit::Hours, true},
                               UnitName{"metres", Unit::Meters, false},
                               UnitName{"meters", Unit::Meters, false},
                               UnitName{"metre", Unit::Meters, false},
                               UnitName{"meter", Unit::Meters, false},
                               UnitName{"m", Unit::Meters, true},
                               UnitName{"kilometres", Unit::Kilometers, false},
                               UnitName{"kilometers", Unit::Kilometers, false},
                               UnitName{"kilometre", Unit::Kilometers, false},
                               UnitName{"kilometer", Unit::Kilometers, false},
                               UnitName{"kms", Unit::Kilometers, false},
                               UnitName{"km", Unit::Kilometers, true},
                               UnitName{"miles", Unit::Miles, false},
                               UnitName{"mile", Unit::Miles, false},
                               UnitName{"mi", Unit::Miles, true},
                               UnitName{"feet", Unit::Feet, false},
                               UnitName{"ft", Unit::Feet, true}};
constexpr std::array kAllUnits = {Unit::Minutes,    Unit::Seconds, Unit::Hours, Unit::Meters,
                                  Unit::Kilometers, Unit::Miles,   Unit::Feet};

/// "TotalMinutes (max)" -> total, minutes, max.
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool upper = c >= 'A' && c <= 'Z';
        const bool letter = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const bool new_word = upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
        if ((!letter || new_word) && !words.back().empty())
            words.emplace_back();
        if (letter)
            words.back() += upper ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

std::optional<Unit> unit_in_name(std::string_view column) {
    const std::vector<std::string> words = words_of(column);
    const auto holds = [&](std::string_view part) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& w) {
            return w.find(part) != std::string_view::npos;
        });
    };
    // travel_time_p50 and other percentiles are r5r's, which counts in minutes.
    if (words.size() == 3 && words[0] == "travel" && words[1] == "time" && words[2].size() > 1 &&
        words[2][0] == 'p' && words[2].find_first_not_of("0123456789", 1) == std::string::npos)
        return Unit::Minutes;
    for (const UnitName& known : kUnits) {
        const bool there =
            known.short_form ? !words.empty() && words.back() == known.written
                             : std::find(words.begin(), words.end(), known.written) != words.end();
        if (!there)
            continue;
        // One letter tells something only where the rest of the name agrees: "time_m" may be both.
        if (known.written == "m" && !(holds("dist") || holds("length")))
            continue;
        if ((known.written == "s" || known.written == "h") && !(holds("time") || holds("dur")))
            continue;
        return known.unit;
    }
    return std::nullopt;
}

/// "costs.csv:14", or "costs.xlsx, row 12".
std::string place_of(const io::Table& table, std::size_t row) {
    const std::string name = table.row_name(row);
    return name.starts_with("line ") ? table.name() + ":" + name.substr(5)
                                     : table.name() + ", " + name;
}

constexpr const char* kHowToName =
    "name the columns: trips = { origin = \"...\", destination = "
    "\"...\", cost = \"...\", unit = \"minutes\" } of the source, or "
    "--table-origin and the like; the table has ";

/// Network Analyst of ArcGIS, by what only it writes.
bool is_arcgis(const io::Table& table) {
    return table.find("DestinationRank") ||
           std::any_of(table.columns().begin(), table.columns().end(),
                       [](const auto& column) { return to_lower(column).starts_with("total_"); });
}

/// "0:05:30" in the first cells that are filled.
bool holds_durations(const io::Table& table, std::size_t column) {
    constexpr std::size_t looked_at = 100;
    for (std::size_t row = 0; row < std::min(table.rows(), looked_at); ++row)
        if (!trim(table.cell(row, column)).empty())
            return duration_minutes(table.cell(row, column)).has_value();
    return false;
}

constexpr std::string_view kBetween = " - ";

/// "42101000101 - K1", the Name that ArcGIS gives to its lines.
bool holds_pair_names(const io::Table& table, std::size_t column) {
    constexpr std::size_t looked_at = 100;
    const std::size_t rows = std::min(table.rows(), looked_at);
    for (std::size_t row = 0; row < rows; ++row)
        if (table.cell(row, column).find(kBetween) == std::string_view::npos)
            return false;
    return rows > 0;
}

} // namespace

double CostTableRows::in_base_unit(Unit unit) {
    switch (unit) {
    case Unit::Seconds:
        return 1.0 / 60;
    case Unit::Hours:
        return 60;
    case Unit::Kilometers:
        return 1000;
    case Unit::Miles:
        return geo::kMetersPerMile;
    case Unit::Feet:
        return 0.3048;
    default:
        return 1;
    }
}

CostUnit CostTableRows::kind_of(Unit unit) {
    return unit == Unit::Minutes || unit == Unit::Seconds || unit == Unit::Hours ? CostUnit::Minutes
                                                                                 : CostUnit::Meters;
}

std::string_view CostTableRows::name_of(Unit unit) {
    constexpr std::array<std::string_view, 7> kNames{"minutes",    "seconds", "hours", "meters",
                                                     "kilometers", "miles",   "feet"};
    return kNames[static_cast<std::size_t>(unit)];
}

CostUnit CostTableRows::unit() const {
    return kind_of(unit_);
}

CostTableRows::CostTableRows(const io::Table& table, const TableCost::Columns& columns)
    : table_(table) {
    if (looks_like_matrix(columns)) {
        is_matrix_ = true;
        cost_ = 1;
    } else {
        find_ends(columns);
        find_cost(columns);
        if ((origin_ == destination_ && !is_pair_name_) || origin_ == cost_ ||
            destination_ == cost_)
            throw Error(ErrorKind::Usage,
                        "origin, destination and cost must be three different columns",
                        {.where = table.name()});
    }
    find_unit(columns);
}

void CostTableRows::find_ends(const TableCost::Columns& columns) {
    std::optional<std::size_t> from, to;
    if (!columns.origin.empty())
        from = table_.require(columns.origin);
    if (!columns.destination.empty())
        to = table_.require(columns.destination);
    if (!from && !to) {
        const bool arcgis = is_arcgis(table_);
        if (arcgis) {
            from = table_.find_first(kArcOrigins);
            to = table_.find_first(kArcDestinations);
        }
        if (!from || !to) {
            const auto name = table_.find("Name");
            const bool known = table_.find_first(kOrigins) && table_.find_first(kDestinations);
            if (name && (arcgis || !known) && holds_pair_names(table_, *name)) {
                is_pair_name_ = true;
                origin_ = destination_ = *name;
                return;
            }
        }
    }
    if (!from)
        from = table_.find_first(kOrigins);
    if (!to)
        to = table_.find_first(kDestinations);
    if (!from || !to)
        throw Error(ErrorKind::Input,
                    fmt::format("has no column of {} under a usual name",
                                from ? "destinations" : "origins"),
                    {.where = table_.name(), .hint = kHowToName + join(table_.columns(), ", ")});
    origin_ = *from;
    destination_ = *to;
}

void CostTableRows::find_cost(const TableCost::Columns& columns) {
    if (!columns.cost.empty()) {
        cost_ = table_.require(columns.cost);
        return;
    }
    const auto& names = table_.columns();
    const auto take = [&](std::size_t column) {
        cost_ = column;
        return true;
    };
    // Said best first: the plain word, then a time whose unit is told, then a time, then distances.
    for (const char* plain : {"minutes", "travel_time_p50"})
        if (const auto column = table_.find(plain); column && take(*column))
            return;
    for (const bool time : {true, false}) {
        std::vector<std::size_t> told;
        for (std::size_t c = 0; c < names.size(); ++c)
            if (const auto unit = unit_in_name(names[c]);
                unit && is_time(*unit) == time && c != origin_ && c != destination_)
                told.push_back(c);
        if (told.size() > 1 && time) {
            std::vector<std::string> several;
            for (const std::size_t c : told)
                several.push_back("\"" + names[c] + "\"");
            throw Error(
                ErrorKind::Input,
                fmt::format("{} may each be the travel cost", join(several, ", ")),
                {.where = table_.name(),
                 .hint = fmt::format("choose one: trips = {{ cost = \"{}\" }} of the source, "
                                     "or --table-cost",
                                     names[told.front()])});
        }
        if (!told.empty() && take(told.front()))
            return;
        for (const Untold& untold : kUntold)
            if (const auto column = table_.find(untold.name);
                column && is_time(untold.unit) == time && take(*column))
                return;
    }
    // "Time (hh:mm:ss)": the only column left, where its cells say what they are.
    std::vector<std::size_t> clocks;
    for (std::size_t c = 0; c < names.size(); ++c)
        if (c != origin_ && c != destination_ && holds_durations(table_, c))
            clocks.push_back(c);
    if (clocks.size() == 1 && take(clocks.front()))
        return;
    throw Error(ErrorKind::Input, "has no column of costs under a usual name",
                {.where = table_.name(), .hint = kHowToName + join(names, ", ")});
}

void CostTableRows::find_unit(const TableCost::Columns& columns) {
    if (!columns.unit.empty()) {
        const std::string wanted = to_lower(trim(columns.unit));
        for (const UnitName& known : kUnits)
            if (wanted == known.written) {
                unit_ = known.unit;
                says_ = Says::User;
                return;
            }
        std::vector<std::string> units;
        for (const Unit unit : kAllUnits)
            units.emplace_back(name_of(unit));
        throw Error(ErrorKind::Usage, fmt::format("unknown unit \"{}\" of costs", columns.unit),
                    {.where = table_.name(), .hint = suggestion(columns.unit, units)});
    }
    const std::string give = "give it: trips = { unit = \"minutes\" } of the source, or "
                             "--table-unit; minutes, seconds, hours, meters, kilometers, miles or "
                             "feet";
    if (is_matrix_) {
        if (holds_durations(table_, cost_)) {
            says_ = Says::Name; // h:mm:ss says itself what it is
            return;
        }
        throw Error(ErrorKind::Usage,
                    "is a matrix of travel costs, and nothing in it says their unit",
                    {.where = table_.name(), .hint = give});
    }
    const std::string& name = table_.columns()[cost_];
    if (const auto unit = unit_in_name(name)) {
        unit_ = *unit;
        says_ = Says::Name;
        return;
    }
    for (const Untold& untold : kUntold)
        if (table_.find(untold.name) == cost_) {
            unit_ = untold.unit;
            if (is_time(unit_) && holds_durations(table_, cost_))
                says_ = Says::Name;
            return;
        }
    if (holds_durations(table_, cost_)) {
        says_ = Says::Name;
        return;
    }
    throw Error(ErrorKind::Usage,
                fmt::format("the unit of the costs in column \"{}\" is not known", name),
                {.where = table_.name(), .hint = give});
}

/// Ids of origins in the first column, and numbers under every other name.
bool CostTableRows::looks_like_matrix(const TableCost::Columns& columns) const {
    if (!columns.destination.empty() || !columns.cost.empty() || table_.columns().size() < 2 ||
        table_.rows() == 0)
        return false;
    if (!columns.origin.empty() && table_.find(columns.origin) != std::size_t{0})
        return false;
    if (table_.find_first(kDestinations))
        return false;
    for (std::size_t c = 1; c < table_.columns().size(); ++c) {
        if (unit_in_name(table_.columns()[c]))
            return false; // a table of pairs that lacks its destination
        for (std::size_t row = 0; row < std::min<std::size_t>(table_.rows(), 100); ++row) {
            const std::string_view cell = table_.cell(row, c);
            if (!parse_number(trim(cell)) && !duration_minutes(cell) &&
                io::parse_cell(cell).reason == io::Missing::NotText)
                return false;
        }
    }
    return true;
}

std::string CostTableRows::columns_in_words() const {
    const auto& names = table_.columns();
    const std::string in = fmt::format(
        "in {}{}", name_of(unit_), says_ == Says::Nobody ? ", which its name does not say" : "");
    if (is_matrix_)
        return fmt::format("read as a matrix: origins in column \"{}\", {} destinations beside it, "
                           "costs {}",
                           names[0], width(), in);
    if (is_pair_name_)
        return fmt::format("read as origin and destination \"{}\", cost \"{}\" {}", names[origin_],
                           names[cost_], in);
    return fmt::format("read as origin \"{}\", destination \"{}\", cost \"{}\" {}", names[origin_],
                       names[destination_], names[cost_], in);
}

std::pair<std::string_view, std::string_view> CostTableRows::both_names(std::size_t pair) const {
    const std::string_view text = table_.cell(pair, origin_);
    const auto at = text.find(kBetween);
    if (at == std::string_view::npos || text.find(kBetween, at + 1) != std::string_view::npos)
        throw Error(
            ErrorKind::Input,
            fmt::format("\"{}\" is not one origin and one destination with \" - \" between "
                        "them",
                        text),
            {.where = place_of(table_, pair), .hint = "export the two as columns of their own"});
    return {trim(text.substr(0, at)), trim(text.substr(at + kBetween.size()))};
}

std::string_view CostTableRows::origin(std::size_t pair) const {
    return is_pair_name_ ? both_names(pair).first : id(row_of(pair), origin_, "origin");
}

std::string_view CostTableRows::destination(std::size_t pair) const {
    if (is_matrix_)
        return trim(table_.columns()[1 + pair % width()]);
    return is_pair_name_ ? both_names(pair).second : id(pair, destination_, "destination");
}

double CostTableRows::cost(std::size_t pair) const {
    const std::size_t row = row_of(pair);
    const std::string_view text = table_.cell(row, is_matrix_ ? 1 + pair % width() : cost_);
    double value = std::numeric_limits<double>::quiet_NaN();
    if (const auto plain = parse_number(text)) {
        value = *plain;
    } else if (const io::Cell cell = io::parse_cell(text); cell.reason == io::Missing::None) {
        value = cell.value;
    } else if (cell.reason == io::Missing::Empty) {
        return std::numeric_limits<double>::quiet_NaN();
    } else if (const auto minutes = duration_minutes(text); minutes && is_time(unit_)) {
        return *minutes;
    } else {
        const bool two_parts = std::count(text.begin(), text.end(), ':') == 1;
        throw Error(
            ErrorKind::Input, fmt::format("\"{}\" is no travel cost", text),
            {.where = place_of(table_, row),
             .hint = two_parts ? "it may be hours and minutes or minutes and seconds: write h:mm:ss"
                               : "leave the cell empty where there is no way"});
    }
    const io::Amount& of = is_time(unit_) ? io::kMinutesOfTravel : io::kMetersOfTravel;
    const double cost = unit_ == Unit::Seconds ? value / 60 : value * in_base_unit(unit_);
    if (trim(text).ends_with('%') || cost > of.most)
        throw Error(
            ErrorKind::Input, fmt::format("{} {} is no {}", trim(text), name_of(unit_), of.what),
            {.where = place_of(table_, row), .hint = "leave the cell empty where there is no way"});
    if (value < 0)
        throw Error(
            ErrorKind::Input, fmt::format("the cost {} is negative", trim(text)),
            {.where = place_of(table_, row), .hint = "leave the cell empty where there is no way"});
    return cost;
}

std::string_view CostTableRows::id(std::size_t row, std::size_t column, const char* what) const {
    const std::string_view text = trim(table_.cell(row, column));
    if (text.empty())
        throw Error(ErrorKind::Input, fmt::format("the row has no {}", what),
                    {.where = place_of(table_, row)});
    return text;
}

} // namespace tractwise::access
