// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/travel_options.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/io/amount.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/features.hpp"
#include "engine/io/open_rows.hpp"
#include "engine/io/streets.hpp"
#include "engine/tract/join.hpp"
#include "engine/tract/near_tracts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

namespace tractwise::cli {
namespace {

std::pair<std::string, std::string> parse_where(const std::string& text,
                                                const std::string& option) {
    const auto equals = text.find('=');
    const std::string column(trim(text.substr(0, equals)));
    if (equals == std::string::npos || column.empty())
        throw Error(ErrorKind::Usage, fmt::format("--{}-where wants COLUMN=VALUE", option),
                    {.where = text,
                     .hint = fmt::format("for example --{}-where \"Status=Active\"", option)});
    return {column, std::string(trim(text.substr(equals + 1)))};
}

io::SourceSpec source_of(const PlaceOptions& options) {
    io::SourceSpec source = io::source_from_path(options.what, options.file);
    source.layer = options.layer;
    source.lon = options.lon;
    source.lat = options.lat;
    source.open = options.open;
    for (const std::string& text : options.where) {
        auto [column, value] = parse_where(text, options.prefix);
        source.where[std::move(column)].push_back(std::move(value));
    }
    return source;
}

bool filled_and_different(const io::Table& table, std::size_t column) {
    std::unordered_set<std::string_view> seen;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string_view cell = trim(table.cell(r, column));
        if (cell.empty() || !seen.insert(cell).second)
            return false;
    }
    return true;
}

/// How much a column's name says that it holds ids: 0 most, nothing where it does not.
std::optional<int> id_rank(const std::string& column) {
    const std::string name = to_lower(trim(column));
    const auto ends = [&](std::string_view word) {
        return name == word || (name.ends_with(word) && name.size() > word.size() &&
                                std::string_view("_ ").find(name[name.size() - word.size() - 1]) !=
                                    std::string_view::npos);
    };
    if (name == "geoid" || name == "geoid20" || name == "geoid10")
        return 0;
    if (name.find("geoid") != std::string::npos || name.find("geo_id") != std::string::npos)
        return 1;
    if (ends("id") || ends("fips"))
        return 2;
    if (ends("name"))
        return 3;
    return std::nullopt;
}

std::optional<std::size_t> guess_id_column(const io::Table& table) {
    for (int rank = 0; rank < 4; ++rank)
        for (std::size_t c = 0; c < table.columns().size(); ++c)
            if (id_rank(table.columns()[c]) == rank && filled_and_different(table, c))
                return c;
    return std::nullopt;
}

void read_ids(PlaceTable& places, const PlaceOptions& options, Diagnostics& diagnostics) {
    const io::Table& table = places.table;
    std::optional<std::size_t> column;
    if (!options.id.empty())
        column = table.require(options.id);
    else
        column = guess_id_column(table);
    if (column)
        places.id_column = table.columns()[*column];
    if (options.id.empty())
        diagnostics.add(
            {Severity::Note,
             "id-column",
             places.what,
             column ? fmt::format("are named by column \"{}\"; --{}-id says another",
                                  places.id_column, options.prefix)
                    : fmt::format("have no column of ids that is filled and different in every "
                                  "row: they are numbered; --{}-id names one",
                                  options.prefix),
             table.rows(),
             {}});
    std::unordered_set<std::string> seen;
    Finding empty{Severity::Warning,
                  "row-without-id",
                  places.what,
                  "have no id; their place in the file stands for it",
                  0,
                  {}};
    Finding twice{Severity::Warning,
                  "id-twice",
                  places.what,
                  "have an id that stood before; each counts for itself",
                  0,
                  {}};
    for (std::size_t r = 0; r < table.rows(); ++r) {
        std::string id = column ? std::string(trim(table.cell(r, *column))) : std::to_string(r + 1);
        if (id.empty()) {
            id = table.row_name(r);
            ++empty.count;
            empty.examples.push_back(id);
        } else if (!seen.insert(id).second) {
            ++twice.count;
            twice.examples.push_back(id);
        }
        places.id.push_back(std::move(id));
    }
    for (Finding* finding : {&empty, &twice})
        if (finding->count > 0)
            diagnostics.add(std::move(*finding));
}

} // namespace

void add_street_options(CLI::App& command, StreetOptions& options) {
    command.add_option("--streets", options.file,
                       "Streets: OpenStreetMap (.osm.pbf, .osm, .gz, .bz2) or a table of edges");
    command.add_option("--nodes", options.nodes, "Table of nodes beside a table of edges");
    command.add_option("--profile", options.profile,
                       "How people travel: drive, walk, bicycle or FILE.toml (default: drive)");
}

void check_streets(const StreetOptions& options) {
    for (const auto& [option, value] :
         {std::pair{"--profile", options.profile}, std::pair{"--nodes", options.nodes}})
        if (!options.given() && !value.empty())
            throw Error(ErrorKind::Usage, fmt::format("{} needs --streets beside it", option),
                        {.hint = "add --streets county.osm.pbf; without streets, distances are "
                                 "straight lines"});
    if (options.given())
        access::TravelProfile::load(options.profile_or_default());
}

io::StreetData read_street_data(const StreetOptions& options, Diagnostics& diagnostics,
                                const Progress& progress) {
    io::SourceSpec source = io::source_from_path(
        std::filesystem::path(options.file).filename().string(), options.file); // named in findings
    if (!options.nodes.empty())
        source.nodes = std::filesystem::absolute(options.nodes).string();
    return io::read_streets(source, diagnostics, progress);
}

std::vector<std::shared_ptr<const access::StreetNetwork>>
read_networks(const StreetOptions& options, const std::vector<std::string>& profiles,
              Diagnostics& diagnostics, const Progress& progress) {
    std::vector<access::TravelProfile> loaded;
    for (const std::string& profile : profiles)
        loaded.push_back(access::TravelProfile::load(profile));
    const io::StreetData streets = read_street_data(options, diagnostics, progress.part(0, 0.5));
    std::vector<std::shared_ptr<const access::StreetNetwork>> networks;
    for (std::size_t p = 0; p < loaded.size(); ++p) {
        const auto n = static_cast<double>(loaded.size());
        const auto at = static_cast<double>(p);
        networks.push_back(std::make_shared<const access::StreetNetwork>(
            access::StreetNetwork::build(streets, loaded[p], diagnostics,
                                         progress.part(0.5 + at / n / 2, 0.5 + (at + 1) / n / 2))));
    }
    return networks;
}

void add_place_options(CLI::App& command, PlaceOptions& options) {
    const auto option = [&](const char* name, auto& value, const std::string& help) {
        command.add_option(fmt::format("--{}-{}", options.prefix, name), value, help);
    };
    option("id", options.id, "Column that names them (default: one that looks like ids)");
    option("where", options.where, "Only rows with COLUMN=VALUE (repeatable)");
    option("layer", options.layer, "Layer or sheet, where there are several");
    option("lon", options.lon, "Longitude column (default: the usual names)");
    option("lat", options.lat, "Latitude column");
    if (options.destinations)
        option("open", options.open,
               "Day (2024-06-30) that they must be open on, by the end dates and the status of the "
               "list (default: today), or all");
}

void check_places(const PlaceOptions& options) {
    if (options.lon.empty() != options.lat.empty())
        throw Error(ErrorKind::Usage,
                    fmt::format("--{0}-lon and --{0}-lat need each other", options.prefix),
                    {.hint = "name both columns"});
    for (const std::string& text : options.where)
        parse_where(text, options.prefix);
    if (!options.open.empty() && options.open != "all" && !io::parse_iso_day(options.open))
        throw Error(ErrorKind::Usage,
                    fmt::format("\"{}\" is neither \"all\" nor a day", options.open),
                    {.where = fmt::format("--{}-open", options.prefix),
                     .hint = fmt::format("for example --{}-open 2024-06-30", options.prefix)});
}

void PlaceTable::keep(const std::vector<std::size_t>& rows) {
    std::vector<bool> flags(size(), false);
    std::vector<geo::LonLat> places_kept;
    std::vector<std::string> ids_kept;
    for (const std::size_t r : rows) {
        flags[r] = true;
        places_kept.push_back(place[r]);
        ids_kept.push_back(std::move(id[r]));
    }
    table.keep(flags);
    place = std::move(places_kept);
    id = std::move(ids_kept);
}

PlaceTable read_place_table(const PlaceOptions& options, bool place_needed,
                            Diagnostics& diagnostics, const Progress& progress) {
    const io::SourceSpec source = source_of(options);
    PlaceTable places;
    places.what = options.what;
    io::OpenRule rule{.day = io::today(), .counted = {}};
    rule.keep_all = fmt::format("--{}-open all", options.prefix);
    rule.filter_option = fmt::format("--{}-where", options.prefix);
    const auto read = [&] {
        Diagnostics found;
        io::PointFeatures features = io::read_places(source, found, progress);
        if (options.destinations)
            io::keep_open(features, source, rule, found);
        diagnostics.merge(found);
        places.table = std::move(features.table);
        places.place = std::move(features.places);
    };
    if (place_needed || !options.lon.empty()) {
        read();
    } else {
        try {
            read();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Input)
                throw;
            // Without coordinates it is still a table of ids; any other fault shows again here.
            places.table = io::read_table(source, diagnostics);
            io::OpenCount count;
            if (options.destinations)
                if (const auto open = io::open_rows(places.table, source, rule, count, diagnostics);
                    !open.empty())
                    places.table.keep(open);
            places.place.assign(places.table.rows(), {kNaN, kNaN});
            diagnostics.add(
                {Severity::Note,
                 "no-places",
                 places.what,
                 "have no coordinates that can be used; the table of travel costs needs "
                 "none",
                 places.table.rows(),
                 {}});
        }
    }
    if (places.table.rows() == 0)
        throw Error(ErrorKind::Input, "has a header but no rows", {.where = options.file});
    read_ids(places, options, diagnostics);
    return places;
}

void require_near_each_other(const PlaceTable& demand, const PlaceTable& facilities,
                             Diagnostics& diagnostics) {
    // Most files of the United States are right: the one that lies west of Greenwich is believed.
    const auto is_western = [](const PlaceTable& places) {
        return std::any_of(places.place.begin(), places.place.end(), [](geo::LonLat p) {
            return p.lat >= 13 && p.lat <= 72 && p.lon >= -180 && p.lon <= -64;
        });
    };
    const bool blame_demand = !is_western(demand) && is_western(facilities);
    const PlaceTable& checked = blame_demand ? demand : facilities;
    const PlaceTable& believed = blame_demand ? facilities : demand;
    tract::require_near({checked.place, &checked.table, checked.what, checked.table.name()},
                        {believed.place, "the " + believed.what}, diagnostics);
    // And single rows among those that were believed.
    tract::require_near({believed.place, &believed.table, believed.what, believed.table.name()},
                        {checked.place, "the " + checked.what}, diagnostics);
}

std::vector<double> counts(const io::Table& table, const std::string& column,
                           Diagnostics& diagnostics) {
    const std::size_t at = table.require(column);
    io::NumberColumn numbers = io::numbers(table, at, diagnostics);
    for (std::size_t r = 0; r < numbers.values.size(); ++r)
        io::amount(table, r, at, io::kPeople); // refuses what counts nothing
    if (!numbers.values.empty() && std::all_of(numbers.values.begin(), numbers.values.end(),
                                               [](double value) { return std::isnan(value); }))
        throw Error(ErrorKind::Input, fmt::format("column \"{}\" holds no number", column),
                    {.where = table.name(), .hint = "name a column that counts"});
    return std::move(numbers.values);
}

People read_people(const PlaceTable& demand, const std::string& column,
                   const std::vector<std::string>& groups, Diagnostics& diagnostics) {
    People people;
    people.column = column;
    if (column.empty())
        if (const auto usual = tract::people_column(demand.table)) {
            people.column = demand.table.columns()[*usual];
            diagnostics.add({Severity::Note,
                             "people-column",
                             demand.what,
                             fmt::format("people are counted by column \"{}\"; --people says "
                                         "another",
                                         people.column),
                             demand.size(),
                             {}});
        }
    if (people.column.empty()) {
        people.count.assign(demand.size(), 1);
        diagnostics.add({Severity::Warning,
                         "people-not-counted",
                         demand.what,
                         "no column counts people: every point counts 1; --people names one",
                         demand.size(),
                         {}});
    } else {
        people.count = counts(demand.table, people.column, diagnostics);
    }
    for (const std::string& group : groups) {
        const std::string& name = demand.table.columns()[demand.table.require(group)];
        if (std::any_of(people.groups.begin(), people.groups.end(),
                        [&](const People::Group& other) { return other.name == name; }))
            throw Error(ErrorKind::Usage, fmt::format("the group \"{}\" is named twice", name));
        people.groups.push_back({name, counts(demand.table, name, diagnostics)});
    }
    return people;
}

void add_direction(CLI::App& command, std::string& direction) {
    command
        .add_option("--direction", direction,
                    "to: people travel to the facilities; from: the facility travels to them")
        ->check(CLI::IsMember({"to", "from"}))
        ->capture_default_str();
}

access::Direction direction_of(const std::string& text) {
    return text == "from" ? access::Direction::FromDestination : access::Direction::ToDestination;
}

} // namespace tractwise::cli
