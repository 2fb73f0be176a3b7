// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/sites.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/geo/nearest.hpp"
#include "engine/io/amount.hpp"
#include "engine/io/column_names.hpp"
#include "engine/io/rows_with.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

using siting::Role;
using siting::Site;

/// A stop nearer to an existing site than this is that site.
constexpr double kSamePlace_m = 50;

struct Row {
    Site site;
    std::string source, known_as;
    std::string at; ///< "candidates.csv, line 12"
    bool existing = false;
    bool placed() const { return !std::isnan(site.place.lon); }
};

/// Names of columns as people vary them: "Site_ID" and "site id" are one.
std::string plain(std::string_view name) {
    std::string words = to_lower(trim(name));
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '_' || c == '-' || c == '.'; }, ' ');
    return words;
}

const std::vector<std::string> kIdColumns = {
    "id",          "site id",   "siteid",    "candidate id", "location id",
    "facility id", "record id", "school id", "place id",     "bphc assigned number"};
const std::vector<std::string> kNameColumns = {"name",           "site name",     "sitename",
                                               "candidate name", "facility name", "location name",
                                               "school name",    "library name",  "church name",
                                               "store name",     "place name",    "title"};

std::optional<std::size_t> guess(const io::Table& table, const std::vector<std::string>& names) {
    for (const std::string& name : names)
        for (std::size_t c = 0; c < table.columns().size(); ++c)
            if (plain(table.columns()[c]) == name)
                return c;
    return std::nullopt;
}

/// Rows that all filters keep; blanks and case do not matter.
std::vector<char> kept_rows(const io::Table& table, const SiteSource& source,
                            Diagnostics& diagnostics) {
    std::vector<char> kept(table.rows(), 1);
    for (const auto& [name, values] : source.where) {
        const std::size_t column = io::require_named(table, name, source.source, diagnostics);
        const std::vector<bool> with = io::rows_with(table, column, values);
        for (std::size_t r = 0; r < kept.size(); ++r)
            kept[r] = kept[r] != 0 && with[r] ? 1 : 0;
    }
    return kept;
}

/// The number of a column that the study names: a cost or capacity that is not known cannot be
/// planned with.
double require_amount(const io::Table& table, std::size_t row, std::size_t column,
                      const io::Amount& of) {
    const double value = io::amount(table, row, column, of);
    if (std::isnan(value))
        throw Error(ErrorKind::Input,
                    fmt::format("\"{}\" is no {}", table.cell(row, column), of.what),
                    {.where = table.name() + ", " + table.row_name(row),
                     .hint = fmt::format("column \"{}\" must hold numbers of 0 or more; leave "
                                         "rows out with `where`",
                                         table.columns()[column])});
    return value;
}

/// "170313201012" -> "Census Tract 3201.01, block group 2": a number alone is no name of a stop.
std::string home_name(const std::string& id, const std::string& tract) {
    constexpr std::size_t kTract = 11, kGroup = 12, kBlock = 15;
    if (id.size() == kGroup)
        return tract + ", block group " + id.substr(kTract);
    return id.size() == kBlock ? tract + ", block " + id.substr(kTract) : tract;
}

class Reader {
public:
    Reader(const SitingChoice& choice, const SitingInputs& in, Diagnostics& diagnostics)
        : choice_(choice), in_(in), diagnostics_(diagnostics) {}

    void read(const SiteSource& source, bool existing) {
        if (source.source == "demand")
            read_homes();
        else
            read_points(source, existing);
    }
    std::vector<Row> rows;
    std::vector<std::string> left_out, closed;

private:
    void read_homes() {
        for (std::size_t i = 0; i < in_.demand.size(); ++i) {
            Row row;
            row.site.place = in_.demand.place[i];
            row.known_as = i < in_.demand.id.size() ? in_.demand.id[i] : "";
            if (row.known_as.empty())
                row.known_as = in_.tracts.geoid(in_.demand.tract[i]);
            row.site.name = home_name(row.known_as, in_.tracts.name(in_.demand.tract[i]));
            row.source = "demand";
            row.at = "demand points";
            rows.push_back(std::move(row));
        }
    }

    void read_points(const SiteSource& source, bool existing) {
        const auto list = in_.sources.place_list(source.source);
        const io::Table& table = list->open.table;
        const std::vector<char> kept = kept_rows(table, source, diagnostics_);
        if (std::find(kept.begin(), kept.end(), 1) == kept.end())
            throw Error(ErrorKind::Input,
                        fmt::format("none of the {} rows of \"{}\" is a site{}", kept.size(),
                                    source.source,
                                    source.where.empty() ? "" : " that `where` keeps"),
                        {.where = source.declared_at.empty() ? table.name() : source.declared_at,
                         .hint = "check the column and the texts of `where`"});
        const auto ids = id_column(table, source, kept);
        if (const io::Table& of_closed = list->closed.table; ids)
            for (std::size_t r = 0; r < of_closed.rows(); ++r)
                closed.emplace_back(trim(of_closed.cell(r, *ids)));
        const auto names = source.name.empty() ? guess(table, kNameColumns)
                                               : std::optional(table.require(source.name));
        std::optional<std::size_t> costs, capacities;
        if (!source.cost.empty())
            costs = table.require(source.cost);
        if (!source.capacity.empty())
            capacities = table.require(source.capacity);
        Finding nameless{Severity::Note,
                         "site-without-id",
                         source.source,
                         "sites have no id and are called after their row",
                         0,
                         {}};
        for (std::size_t r = 0; r < kept.size(); ++r) {
            Row row;
            row.known_as = ids ? std::string(trim(table.cell(r, *ids))) : "";
            if (kept[r] == 0) {
                left_out.push_back(row.known_as);
                continue;
            }
            if (row.known_as.empty()) {
                row.known_as = fmt::format("{}-{}", source.source, r + 1);
                ++nameless.count;
                nameless.examples.push_back(row.known_as);
            }
            if (names)
                row.site.name = std::string(trim(table.cell(r, *names)));
            row.site.place = list->open.places[r];
            if (costs && !existing)
                row.site.cost = require_amount(table, r, *costs, io::kSiteCost);
            if (capacities)
                row.site.capacity = require_amount(table, r, *capacities, io::kCapacity);
            row.source = source.source;
            row.at = table.name() + ", " + table.row_name(r);
            row.existing = existing;
            rows.push_back(std::move(row));
        }
        if (nameless.count > 0)
            diagnostics_.add(std::move(nameless));
    }

    /// A guessed column counts only where it can tell all sites apart by a text of their own.
    std::optional<std::size_t> id_column(const io::Table& table, const SiteSource& source,
                                         const std::vector<char>& kept) {
        const std::string own = source.id.empty() ? choice_.travel.text("id", "") : source.id;
        if (!own.empty())
            return table.require(own);
        for (const auto* names : {&kIdColumns, &kNameColumns}) {
            const std::optional<std::size_t> column = guess(table, *names);
            if (!column)
                continue;
            std::vector<std::string> ids;
            for (std::size_t r = 0; r < kept.size(); ++r)
                if (kept[r] != 0)
                    ids.emplace_back(trim(table.cell(r, *column)));
            std::sort(ids.begin(), ids.end());
            const bool told_apart = std::adjacent_find(ids.begin(), ids.end()) == ids.end();
            // Ids that stand twice are worth an error; names that do are no ids.
            if (ids.front().empty() || (names == &kNameColumns && !told_apart))
                continue;
            diagnostics_.add({Severity::Note,
                              "site-id-guessed",
                              source.source,
                              fmt::format("ids of sites are read from column \"{}\"; id = "
                                          "\"COLUMN\" says otherwise",
                                          table.columns()[*column]),
                              1,
                              {}});
            return column;
        }
        return std::nullopt;
    }

    const SitingChoice& choice_;
    const SitingInputs& in_;
    Diagnostics& diagnostics_;
};

/// Rows that stand for one site become one; ids that stand for two are refused.
void merge_repeated(std::vector<Row>& rows, Diagnostics& diagnostics) {
    std::map<std::pair<std::string, std::string>, std::size_t> first[2]; // candidates, existing
    std::vector<Row> single;
    for (Row& row : rows) {
        const auto [at, is_new] =
            first[row.existing ? 1 : 0].emplace(std::pair(row.source, row.known_as), single.size());
        if (is_new) {
            single.push_back(std::move(row));
            continue;
        }
        const Row& other = single[at->second];
        const bool same = row.placed() == other.placed() &&
                          (!row.placed() || geo::geodesic_m(row.site.place, other.site.place) <= 1);
        if (!same)
            throw Error(ErrorKind::Input,
                        fmt::format("site id \"{}\" stands for two places, here and at {}",
                                    row.known_as, other.at),
                        {.where = row.at,
                         .hint = "name the column that tells sites apart: id = \"COLUMN\""});
        diagnostics.add({Severity::Note,
                         "site-twice",
                         row.source,
                         "sites stand twice in the list, with the same id and place; they count "
                         "once",
                         1,
                         {row.known_as}});
    }
    rows = std::move(single);
}

/// Ids that two sources use get the source before them.
void settle_ids(std::vector<Row>& rows) {
    std::map<std::string, std::vector<std::string>> sources; // by id
    for (const Row& row : rows) {
        std::vector<std::string>& of_id = sources[row.known_as];
        if (std::find(of_id.begin(), of_id.end(), row.source) == of_id.end())
            of_id.push_back(row.source);
    }
    for (Row& row : rows)
        row.site.id =
            sources.at(row.known_as).size() > 1 ? row.source + ":" + row.known_as : row.known_as;
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return a.existing != b.existing ? a.existing : a.site.id < b.site.id;
    });
}

/// Existing sites, to see which candidates are one of them.
class ExistingSites {
public:
    explicit ExistingSites(const std::vector<Row>& rows) : index_(places_in(rows)) {
        for (const Row& row : rows)
            if (row.existing)
                sites_.push_back({row.source, row.known_as, row.site.id});
    }
    /// The existing site that a candidate is a row of; empty where it is none.
    std::string same_row(const Row& row) const {
        for (const Named& site : sites_)
            if (site.source == row.source && site.known_as == row.known_as)
                return site.id;
        return {};
    }
    std::string same_place(const Row& row) const {
        const geo::NearestIndex::Hit hit = index_.nearest(row.site.place);
        const bool same = hit.index != geo::NearestIndex::kNone && hit.meters <= kSamePlace_m;
        return same ? sites_[hit.index].id : std::string();
    }

private:
    struct Named {
        std::string source, known_as, id;
    };
    static std::vector<geo::LonLat> places_in(const std::vector<Row>& rows) {
        std::vector<geo::LonLat> places;
        for (const Row& row : rows)
            if (row.existing)
                places.push_back(row.site.place);
        return places;
    }
    std::vector<Named> sites_;
    geo::NearestIndex index_;
};

/// `required` and `excluded` of the study; `entries` and `rows` stand side by side.
void give_roles(std::vector<Row>& rows, const SitingSites& sites, const SitingChoice& choice,
                const ExistingSites& existing) {
    for (Row& row : rows)
        row.site.role = row.existing ? Role::Existing : Role::Candidate;
    for (const auto& [list, key, role] : {std::tuple(&choice.required, "required", Role::Required),
                                          std::tuple(&choice.excluded, "excluded", Role::Excluded)})
        for (const std::string& id : *list) {
            const SitingSites::Entry& entry = sites.entry(id, choice.declared, key, true);
            Row& row = rows[static_cast<std::size_t>(&entry - sites.entries.data())];
            if (row.existing || !existing.same_row(row).empty())
                choice.declared.fail(
                    key,
                    fmt::format("site \"{}\" is an existing site{}", id,
                                role == Role::Required ? " and stays open anyway" : ""),
                    role == Role::Required ? "take it out of `required`"
                                           : "to close it, leave it out of `existing`");
            if (row.site.role != Role::Candidate && row.site.role != role)
                choice.declared.fail(
                    key, fmt::format("site \"{}\" is both required and excluded", row.site.id),
                    "take it out of one of the lists");
            row.site.role = role;
            if (role == Role::Required && !row.placed())
                throw Error(ErrorKind::Input,
                            fmt::format("required site \"{}\" has no coordinates", id),
                            {.where = fmt::format("{} ({})", row.source, row.at),
                             .hint = "add its coordinates, or take it out of `required`"});
        }
}

/// Why a row becomes no site, also as a finding; empty where it does.
std::string why_none(const Row& row, const ExistingSites& existing, Diagnostics& diagnostics) {
    if (!row.placed()) {
        diagnostics.add({Severity::Warning,
                         "site-without-place",
                         row.source,
                         row.existing ? "existing sites have no coordinates and reach nobody"
                                      : "candidates have no coordinates and cannot be chosen",
                         1,
                         {row.site.id}});
        return fmt::format("has no coordinates ({})", row.at);
    }
    // Who names a candidate knows that it stands beside an existing site.
    if (row.site.role != Role::Candidate)
        return {};
    const std::string itself = existing.same_row(row);
    const std::string beside = itself.empty() ? existing.same_place(row) : itself;
    if (beside.empty())
        return {};
    diagnostics.add(
        {Severity::Note,
         "candidate-exists",
         row.source,
         fmt::format("candidates stand within {} m of an existing site and are left out",
                     static_cast<int>(kSamePlace_m)),
         1,
         {row.site.id}});
    return itself.empty() ? fmt::format("is within {} m of the existing site \"{}\"",
                                        static_cast<int>(kSamePlace_m), beside)
                          : fmt::format("is the existing site \"{}\"", itself);
}

} // namespace

SitingSites read_sites(const SitingChoice& choice, const SitingInputs& in,
                       Diagnostics& diagnostics) {
    Reader reader(choice, in, diagnostics);
    for (const SiteSource& source : choice.existing)
        reader.read(source, true);
    for (const SiteSource& source : choice.candidates)
        reader.read(source, false);
    std::vector<Row> rows = std::move(reader.rows);
    merge_repeated(rows, diagnostics);
    settle_ids(rows);

    SitingSites sites;
    sites.left_out = std::move(reader.left_out);
    sites.closed = std::move(reader.closed);
    for (const Row& row : rows)
        sites.entries.push_back(
            {.id = row.site.id, .known_as = row.known_as, .existing = row.existing});
    const ExistingSites existing(rows);
    give_roles(rows, sites, choice, existing);
    std::size_t candidates = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        Row& row = rows[r];
        SitingSites::Entry& entry = sites.entries[r];
        entry.without_place = !row.placed();
        entry.why_none = why_none(row, existing, diagnostics);
        if (!entry.why_none.empty())
            continue;
        entry.site = static_cast<std::uint32_t>(sites.sites.size());
        candidates += row.existing ? 0 : 1;
        sites.sites.push_back(std::move(row.site));
        sites.known_as.push_back(std::move(row.known_as));
    }
    const bool all_exist =
        std::all_of(sites.entries.begin(), sites.entries.end(),
                    [](const SitingSites::Entry& e) { return e.existing || !e.without_place; });
    if (candidates == 0 && all_exist)
        throw Error(ErrorKind::Input, "every candidate is an existing site already",
                    {.where = choice.declared.where("candidates"),
                     .hint = "name other places as candidates, or leave these out of `existing`"});
    if (candidates == 0)
        throw Error(ErrorKind::Input, "no candidate has a place of its own",
                    {.where = choice.declared.where("candidates"),
                     .hint = "add coordinates, or name another source"});
    return sites;
}

const SitingSites::Entry& SitingSites::entry(std::string_view id, const ConfigTable& table,
                                             std::string_view key, bool candidates_only) const {
    const auto matches = [&](auto&& wanted) {
        std::vector<const Entry*> found;
        for (const Entry& each : entries)
            if (wanted(each))
                found.push_back(&each);
        return found;
    };
    // A row that is existing and candidate at once stands twice; the candidate goes first where
    // only candidates are asked for.
    auto found =
        matches([&](const Entry& e) { return e.id == id && !(candidates_only && e.existing); });
    if (found.empty())
        found = matches(
            [&](const Entry& e) { return e.known_as == id && !(candidates_only && e.existing); });
    if (found.empty())
        found = matches([&](const Entry& e) { return e.id == id || e.known_as == id; });
    if (found.size() == 1 || (found.size() == 2 && found[0]->id == found[1]->id))
        return *found.front();
    if (found.size() > 1)
        table.fail(
            key, fmt::format("site \"{}\" may be \"{}\" or \"{}\"", id, found[0]->id, found[1]->id),
            "write one of these");
    if (std::find(left_out.begin(), left_out.end(), id) != left_out.end())
        table.fail(key, fmt::format("site \"{}\" is left out by `where`", id),
                   "change the filter, or take the id out");
    if (std::find(closed.begin(), closed.end(), id) != closed.end())
        table.fail(key, fmt::format("site \"{}\" is closed, or not open yet, by its own list", id),
                   "open = \"all\" of its source counts every row; or take the id out");
    std::vector<std::string> known;
    for (const Entry& each : entries)
        if (!(candidates_only && each.existing))
            known.push_back(each.id);
    table.fail(key,
               fmt::format("no {} has the id \"{}\"", candidates_only ? "candidate" : "site", id),
               suggestion(id, known));
}

namespace {

std::uint32_t site_of(const SitingSites::Entry& named, const ConfigTable& table,
                      std::string_view key) {
    if (named.site == SitingSites::Entry::kNone)
        throw Error(named.without_place ? ErrorKind::Input : ErrorKind::Usage,
                    fmt::format("site \"{}\" {}", named.id, named.why_none),
                    {.where = table.where(key)});
    return named.site;
}

} // namespace

std::uint32_t SitingSites::find(std::string_view id, const ConfigTable& table,
                                std::string_view key) const {
    return site_of(entry(id, table, key, false), table, key);
}

std::uint32_t SitingSites::find_candidate(std::string_view id, const ConfigTable& table,
                                          std::string_view key) const {
    const Entry& named = entry(id, table, key, true);
    if (named.existing)
        table.fail(key, fmt::format("site \"{}\" is an existing site and stays open anyway", id),
                   "name a candidate, or take it out of `existing`");
    return site_of(named, table, key);
}

} // namespace tractwise::plan
