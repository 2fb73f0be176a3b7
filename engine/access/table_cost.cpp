// SPDX-License-Identifier: Apache-2.0
#include "engine/access/table_cost.hpp"

#include "engine/access/cost_table_rows.hpp"
#include "engine/access/cost_unit_check.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

namespace tractwise::access {

constexpr std::uint32_t kNoNumber = 0xffffffffU;

/// Texts numbered in the order of their first appearance.
class NumberedIds {
public:
    std::uint32_t number(std::string_view id) {
        // Tables are mostly sorted by origin: the same id comes again and again.
        if (last_ != kNoNumber && text_[last_] == id)
            return last_;
        if (const auto known = number_.find(id); known != number_.end())
            return last_ = known->second;
        last_ = static_cast<std::uint32_t>(text_.size());
        text_.emplace_back(id); // a deque: the keys of the map point into it
        number_.emplace(text_.back(), last_);
        return last_;
    }
    std::uint32_t find(std::string_view id) const {
        const auto known = number_.find(id);
        return known == number_.end() ? kNoNumber : known->second;
    }
    /// By its digits, where the table writes it otherwise (`geoid_digits`).
    std::uint32_t find_digits(const std::string& digits) const {
        const auto known = by_digits_.find(digits);
        return known == by_digits_.end() ? kNoNumber : known->second;
    }
    /// Once every id is numbered. `digits_of` gives the digits of a text, or nothing.
    template <class DigitsOf>
    void index_digits(const DigitsOf& digits_of) {
        for (std::size_t i = 0; i < text_.size(); ++i)
            if (std::string digits = digits_of(text_[i]); !digits.empty())
                by_digits_.try_emplace(std::move(digits), static_cast<std::uint32_t>(i));
    }
    std::size_t size() const { return text_.size(); }
    const std::string& operator[](std::size_t i) const { return text_[i]; }

private:
    std::deque<std::string> text_;
    std::unordered_map<std::string_view, std::uint32_t> number_;
    std::unordered_map<std::string, std::uint32_t> by_digits_;
    std::uint32_t last_ = kNoNumber;
};

namespace {

/// "costs.csv", "costs.xlsx, sheet x": as findings say it, without the folders.
std::string title_of(const io::SourceSpec& source, const io::Table& table) {
    const std::string path = io::shown_path(source);
    if (io::is_connection(source.path))
        return source.layer.empty() ? path : source.layer;
    std::string title = table.name();
    if (title.starts_with(path))
        title.replace(0, path.size(), std::filesystem::path(path).filename().string());
    return title;
}

/// What the call names, else what the source does.
TableCost::Columns with_trips(TableCost::Columns columns, const io::SourceSpec::Trips& trips) {
    const auto fill = [](std::string& column, const std::string& otherwise) {
        if (column.empty())
            column = otherwise;
    };
    fill(columns.origin, trips.origin);
    fill(columns.destination, trips.destination);
    fill(columns.cost, trips.cost);
    fill(columns.unit, trips.unit);
    return columns;
}

/// The digits of a census id that is written otherwise: 1400000US42101000101, 42101000101.0. Empty
/// for anything else, and for the digits themselves.
std::string geoid_digits(std::string_view text) {
    const bool digits_only = text.find_first_not_of("0123456789") == std::string_view::npos;
    if (digits_only || text.size() < 11 || text.size() > 40)
        return {};
    for (const tract::AreaLevel level :
         {tract::AreaLevel::Tract, tract::AreaLevel::BlockGroup, tract::AreaLevel::Block})
        if (tract::ParsedGeoid parsed = tract::parse_geoid(text, level);
            parsed.status == tract::ParsedGeoid::Status::Good ||
            parsed.status == tract::ParsedGeoid::Status::RepairedZero)
            return std::move(parsed.id);
    return {};
}

/// Looks for the number that programs write where there is no way: 999, 9999 and the like, again
/// and again, and far above every other cost.
class SentinelWatch {
public:
    void add(double cost) {
        if (cost > largest_) {
            second_ = largest_;
            largest_ = cost;
            rows_ = 1;
        } else if (cost == largest_) {
            ++rows_;
        } else if (cost > second_) {
            second_ = cost;
        }
    }
    /// The number as it stands in the table; nothing where there is none.
    std::optional<double> found(double in_base_unit) const {
        const double written = std::round(largest_ / in_base_unit);
        const bool by_far = second_ >= 0 && second_ * 2 < largest_;
        for (const double nines : {999.0, 9999.0, 99999.0, 999999.0, 9999999.0, 99999999.0})
            if (written == nines && rows_ > 1 && by_far &&
                std::abs(largest_ / in_base_unit - written) < 1e-6 * written)
                return written;
        return std::nullopt;
    }
    std::size_t rows() const { return rows_; }

private:
    double largest_ = -1, second_ = -1;
    std::size_t rows_ = 0;
};

/// Which number of `ids` each place has; kNoNumber where the table does not know it.
struct Matched {
    std::vector<std::uint32_t> number;
    std::size_t found = 0;
};

} // namespace

struct TableCost::State {
    std::string name;  ///< with its path, for errors
    std::string title; ///< without, for reports
    std::string source, columns;
    CostUnit unit = CostUnit::Minutes;
    std::string cost_column; ///< empty: a matrix
    CostTableRows::Unit unit_in_table = CostTableRows::Unit::Minutes;
    CostTableRows::Says says = CostTableRows::Says::User;
    NumberedIds from, to;
    CostMatrix costs; ///< every pair of the table, by the numbers of `from` and `to`

    /// The two sides of a query, and the table's costs in the direction asked for.
    struct Lookup {
        std::vector<std::uint32_t> origin; ///< row of `costs` for every origin, or kNoNumber
        std::vector<std::vector<std::uint32_t>> place; ///< destinations for every column of `costs`
        const CostMatrix* costs;
    };
    Matched match(const Places& places, const NumberedIds& ids, const char* side,
                  Diagnostics& diagnostics) const;
    Lookup look_up(const Places& origins, const Places& destinations, const CostQuery& query,
                   CostMatrix& turned, Diagnostics& diagnostics) const;
    /// Whether the numbers can be what they were taken for.
    void check_unit(const Places& origins, const Places& destinations, const Lookup& lookup,
                    Diagnostics& diagnostics) const;
};

TableCost TableCost::read(const io::SourceSpec& source, const Columns& columns,
                          Diagnostics& diagnostics, const Progress& progress) {
    progress.step("reading travel costs", 0);
    const io::Table table = io::read_table(source, diagnostics);
    const Columns named = with_trips(columns, source.trips);
    const CostTableRows rows(table, named);
    auto state = std::make_shared<State>();
    state->name = table.name();
    state->title = title_of(source, table);
    state->source = source.id;
    state->columns = rows.columns_in_words();
    state->unit = rows.unit();
    state->cost_column = rows.is_matrix() ? "" : rows.cost_column();
    state->unit_in_table = rows.unit_in_table();
    state->says = rows.who_says_unit();

    std::vector<CostMatrix::Pair> pairs;
    pairs.reserve(rows.size());
    std::size_t empty = 0;
    SentinelWatch sentinel;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row % 1'000'000 == 0)
            progress.step("reading travel costs",
                          static_cast<double>(row) / static_cast<double>(rows.size()));
        const std::uint32_t from = state->from.number(rows.origin(row));
        const std::uint32_t to = state->to.number(rows.destination(row));
        const double cost = rows.cost(row);
        if (std::isnan(cost))
            ++empty;
        else
            pairs.push_back({from, to, cost});
        sentinel.add(cost); // NaN is neither larger nor equal
    }
    state->from.index_digits(geoid_digits);
    state->to.index_digits(geoid_digits);
    const std::size_t given = pairs.size();
    state->costs = CostMatrix::from_pairs(state->unit, std::numeric_limits<double>::infinity(),
                                          state->from.size(), state->to.size(), std::move(pairs));

    const bool all_named = !named.origin.empty() && !named.destination.empty() &&
                           !named.cost.empty() && !named.unit.empty();
    if (!all_named)
        diagnostics.add({Severity::Note, "cost-columns", source.id, state->columns, 1, {}});
    if (empty > 0)
        diagnostics.add({Severity::Note,
                         "empty-cost",
                         source.id,
                         "rows have no cost: there is no way between the two",
                         empty,
                         {}});
    if (const auto nines = sentinel.found(CostTableRows::in_base_unit(state->unit_in_table)))
        diagnostics.add(
            {Severity::Warning,
             "cost-sentinel",
             source.id,
             fmt::format("rows have the cost {}, far above every other: it may stand for no way, "
                         "and counts as a cost; empty these cells, or leave the rows out, where it "
                         "does",
                         format_number(*nines)),
             sentinel.rows(),
             {}});
    if (state->costs.pairs() < given) { // rare, so worth a second look at every row
        Finding twice{Severity::Warning,
                      "pair-given-twice",
                      source.id,
                      "rows repeat a pair with a higher cost than another row; the smallest counts",
                      0,
                      {}};
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const double cost = rows.cost(row);
            if (std::isnan(cost))
                continue;
            const std::uint32_t from = state->from.find(rows.origin(row));
            const std::uint32_t to = state->to.find(rows.destination(row));
            const auto known = state->costs.row_destinations(from);
            const auto at = std::lower_bound(known.begin(), known.end(), to) - known.begin();
            if (cost > state->costs.row_costs(from)[static_cast<std::size_t>(at)] &&
                ++twice.count <= Finding::kMaxExamples)
                twice.examples.push_back(rows.row_name(row));
        }
        if (twice.count > 0)
            diagnostics.add(std::move(twice));
    }
    progress.step("reading travel costs", 1);
    return TableCost(std::move(state));
}

CostUnit TableCost::unit() const {
    return state_->unit;
}

std::string TableCost::describe() const {
    return fmt::format("{} of the table {}", unit() == CostUnit::Minutes ? "minutes" : "meters",
                       state_->title);
}

Matched TableCost::State::match(const Places& places, const NumberedIds& ids, const char* side,
                                Diagnostics& diagnostics) const {
    if (places.id.size() != places.size())
        throw Error(ErrorKind::Usage,
                    fmt::format("{} have no ids, and a cost table finds them by id", places.what),
                    {.where = name});
    Finding unknown{Severity::Warning,
                    "not-in-cost-table",
                    source,
                    places.what + " are not in the cost table and reach nothing",
                    0,
                    {}};
    Finding repaired{Severity::Warning,
                     "lost-leading-zero",
                     source,
                     "ids of " + places.what + " had lost their leading zero in the cost table",
                     0,
                     {}};
    Finding by_tract{Severity::Note,
                     "found-by-tract",
                     source,
                     places.what +
                         " are blocks or block groups, and the cost table has their tracts",
                     0,
                     {}};
    Finding written{Severity::Note,
                    "id-written-otherwise",
                    source,
                    "census ids of " + places.what +
                        " are written otherwise in the cost table and were found by their digits",
                    0,
                    {}};
    const auto find = [&](std::string_view id) {
        std::uint32_t number = ids.find(id);
        if (number == kNoNumber) {
            const std::string digits = geoid_digits(id);
            if (!digits.empty())
                number = ids.find(digits);
            if (number == kNoNumber)
                number = ids.find_digits(digits.empty() ? std::string(id) : digits);
            if (number != kNoNumber && ++written.count <= Finding::kMaxExamples)
                written.examples.push_back(ids[number]);
        }
        const bool geoid =
            (id.size() == 5 || id.size() == 11 || id.size() == 12 || id.size() == 15) &&
            id.front() == '0' && id.find_first_not_of("0123456789") == std::string_view::npos;
        if (number != kNoNumber || !geoid)
            return number;
        const std::uint32_t without_zero = ids.find(id.substr(1));
        if (without_zero != kNoNumber && ++repaired.count <= Finding::kMaxExamples)
            repaired.examples.push_back(ids[without_zero]);
        return without_zero;
    };
    Matched matched;
    matched.number.assign(places.size(), kNoNumber);
    std::vector<char> used(ids.size(), 0);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::string_view id = trim(places.id[i]);
        std::uint32_t number = find(id);
        const bool below_tract = (id.size() == 12 || id.size() == 15) &&
                                 id.find_first_not_of("0123456789") == std::string_view::npos;
        if (number == kNoNumber && below_tract) {
            number = find(id.substr(0, 11));
            if (number != kNoNumber && ++by_tract.count <= Finding::kMaxExamples)
                by_tract.examples.emplace_back(id);
        }
        matched.number[i] = number;
        if (number == kNoNumber) {
            if (++unknown.count <= Finding::kMaxExamples)
                unknown.examples.emplace_back(id);
            continue;
        }
        used[number] = 1;
        ++matched.found;
    }
    if (places.size() > 0 && matched.found == 0) {
        std::string hint = "the table is empty";
        if (ids.size() > 0)
            hint = fmt::format("the ids must agree: \"{}\" here, \"{}\" in the table",
                               places.id.front(), ids[0]);
        for (std::size_t i = 0; i < ids.size(); ++i)
            if (tract::parse_geoid(ids[i], tract::AreaLevel::Tract).status ==
                tract::ParsedGeoid::Status::Ruined)
                hint = fmt::format("a spreadsheet turned ids into \"{}\"; export them as text",
                                   ids[i]);
        throw Error(ErrorKind::Input,
                    fmt::format("none of the {} {} is among the table's {}s", places.size(),
                                places.what, side),
                    {.where = name, .hint = hint});
    }
    const auto left = static_cast<std::size_t>(std::count(used.begin(), used.end(), 0));
    if (repaired.count > 0)
        diagnostics.add(std::move(repaired));
    if (written.count > 0)
        diagnostics.add(std::move(written));
    if (by_tract.count > 0)
        diagnostics.add(std::move(by_tract));
    if (unknown.count > 0)
        diagnostics.add(std::move(unknown));
    if (left > 0)
        diagnostics.add({Severity::Note,
                         "cost-table-id-unused",
                         source,
                         fmt::format("{}s of the cost table are none of the {}", side, places.what),
                         left,
                         {ids[static_cast<std::size_t>(std::find(used.begin(), used.end(), 0) -
                                                       used.begin())]}});
    return matched;
}

TableCost::State::Lookup TableCost::State::look_up(const Places& origins,
                                                   const Places& destinations,
                                                   const CostQuery& query, CostMatrix& turned,
                                                   Diagnostics& diagnostics) const {
    const bool back = query.direction == Direction::FromDestination;
    if (back)
        turned = costs.transposed();
    Lookup lookup;
    lookup.costs = back ? &turned : &costs;
    lookup.origin =
        match(origins, back ? to : from, back ? "destination" : "origin", diagnostics).number;
    const Matched ends =
        match(destinations, back ? from : to, back ? "origin" : "destination", diagnostics);
    lookup.place.resize(lookup.costs->destinations());
    for (std::size_t i = 0; i < ends.number.size(); ++i) // several clinics may share one id
        if (ends.number[i] != kNoNumber)
            lookup.place[ends.number[i]].push_back(static_cast<std::uint32_t>(i));
    check_unit(origins, destinations, lookup, diagnostics);
    return lookup;
}

void TableCost::State::check_unit(const Places& origins, const Places& destinations,
                                  const Lookup& lookup, Diagnostics& diagnostics) const {
    TripSample sample(unit_in_table);
    constexpr std::size_t enough = 20'000; // origins are taken from all over the list
    const std::size_t step = 1 + origins.size() / 2000;
    for (std::size_t i = 0; i < origins.size() && sample.size() < enough; i += step)
        if (lookup.origin[i] != kNoNumber)
            for (const CostMatrix::Entry e : lookup.costs->row(lookup.origin[i]))
                for (const std::uint32_t place : lookup.place[e.destination])
                    sample.add(origins.place[i], destinations.place[place], e.cost);
    if (auto finding = judge_unit(sample, {name, source, cost_column, says}))
        diagnostics.add(std::move(*finding));
}

std::vector<char> TableCost::placed(const Places& origins, Direction direction) const {
    const bool back = direction == Direction::FromDestination;
    Diagnostics unused;
    std::vector<char> placed;
    for (const std::uint32_t number :
         state_->match(origins, back ? state_->to : state_->from, "origin", unused).number)
        placed.push_back(number == kNoNumber ? 0 : 1);
    return placed;
}

CostMatrix TableCost::matrix(const Places& origins, const Places& destinations,
                             const CostQuery& query, Diagnostics& diagnostics,
                             const Progress& progress) const {
    progress.step("looking up travel costs", 0);
    CostMatrix turned;
    const State::Lookup lookup = state_->look_up(origins, destinations, query, turned, diagnostics);
    std::vector<std::size_t> first(origins.size() + 1, 0);
    std::vector<std::uint32_t> destination;
    std::vector<double> cost;
    std::vector<CostMatrix::Entry> row;
    for (std::size_t i = 0; i < origins.size(); ++i) {
        if (i % 4096 == 0)
            progress.step("looking up travel costs",
                          static_cast<double>(i) / static_cast<double>(origins.size()));
        row.clear();
        if (lookup.origin[i] != kNoNumber)
            for (const CostMatrix::Entry e : lookup.costs->row(lookup.origin[i]))
                if (e.cost <= query.limit)
                    for (const std::uint32_t place : lookup.place[e.destination])
                        row.push_back({place, e.cost});
        std::sort(row.begin(), row.end(),
                  [](const auto& a, const auto& b) { return a.destination < b.destination; });
        for (const CostMatrix::Entry e : row) {
            destination.push_back(e.destination);
            cost.push_back(e.cost);
        }
        first[i + 1] = cost.size();
    }
    progress.step("looking up travel costs", 1);
    return CostMatrix::from_rows(state_->unit, query.limit, destinations.size(), std::move(first),
                                 std::move(destination), std::move(cost));
}

NearestCosts TableCost::nearest(const Places& origins, const Places& destinations,
                                const CostQuery& query, Diagnostics& diagnostics,
                                const Progress& progress) const {
    progress.step("looking up travel costs", 0);
    CostMatrix turned;
    const State::Lookup lookup = state_->look_up(origins, destinations, query, turned, diagnostics);
    NearestCosts result;
    result.destination.assign(origins.size(), NearestCosts::kNone);
    result.cost.assign(origins.size(), kNaN);
    parallel_for(origins.size(), [&](std::size_t begin, std::size_t end) {
        progress.throw_if_stopped();
        for (std::size_t i = begin; i < end; ++i) {
            if (lookup.origin[i] == kNoNumber)
                continue;
            for (const CostMatrix::Entry e : lookup.costs->row(lookup.origin[i])) {
                const auto& places = lookup.place[e.destination];
                if (places.empty() || !(e.cost <= query.limit))
                    continue;
                const std::uint32_t place = places.front(); // ascending: the lowest of its id
                const bool none = result.destination[i] == NearestCosts::kNone;
                if (none || e.cost < result.cost[i] ||
                    (e.cost == result.cost[i] && place < result.destination[i])) {
                    result.destination[i] = place;
                    result.cost[i] = e.cost;
                }
            }
        }
    });
    progress.step("looking up travel costs", 1);
    return result;
}

std::unique_ptr<TripsToPlace> TableCost::trips_to_place(const Places&, const CostQuery&) const {
    throw Error(ErrorKind::Usage, "a table of travel times knows no places but its own",
                {.hint = "measure travel by street or as a straight line to move a place about"});
}

} // namespace tractwise::access
