// SPDX-License-Identifier: Apache-2.0
#include "engine/study/source_store.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/io/level_rows.hpp"
#include "engine/study/bring_to_tracts.hpp"
#include "engine/tract/acs_columns.hpp"
#include "engine/tract/near_tracts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::study {

SourceStore::SourceStore(std::map<std::string, io::SourceSpec> sources,
                         std::shared_ptr<const tract::TractSet> tracts, Opening opening)
    : sources_(std::move(sources)), tracts_(std::move(tracts)), opening_(std::move(opening)) {}

const io::SourceSpec& SourceStore::spec(const std::string& source_id) const {
    const auto found = sources_.find(source_id);
    if (found != sources_.end())
        return found->second;
    std::vector<std::string> known;
    for (const auto& [id, source] : sources_)
        known.push_back(id);
    throw Error(ErrorKind::Usage, fmt::format("there is no source \"{}\"", source_id),
                {.hint = suggestion(source_id, known)});
}

std::shared_ptr<const io::Table> SourceStore::table(const std::string& source_id) {
    std::shared_ptr<const io::Table>& cached = tables_[source_id];
    if (!cached) {
        const io::SourceSpec& source = spec(source_id);
        // Tracts are wanted, except where finer rows are to be added up or brought over.
        const bool tracts = source.sum.empty() && source.crosswalk.source.empty();
        auto table = io::read_table_of_level(source, tracts ? "140" : "", diagnostics_);
        tract::report_acs_spellings(table, source_id, diagnostics_);
        if (tract::AcsColumns(table, std::nullopt).any())
            if (const auto year = tract::acs_year(source, table))
                acs_years_[source_id] = *year;
        if (!source.sum.empty())
            table = sum_to_tracts(table, source, diagnostics_);
        if (!source.crosswalk.source.empty())
            table = cross(table, source, spec(source.crosswalk.source), tracts_->vintage(),
                          diagnostics_);
        cached = std::make_shared<const io::Table>(std::move(table));
    }
    return cached;
}

std::shared_ptr<const io::PointFeatures> SourceStore::points(const std::string& source_id) {
    std::shared_ptr<const io::PointFeatures>& cached = points_[source_id];
    if (!cached) {
        const io::SourceSpec& source = spec(source_id);
        io::PointFeatures places = io::read_points(source, diagnostics_);
        tract::JoinAudit audit;
        audit.rows_read = places.table.rows();
        io::OpenRule rule = opening_.rule(source_id);
        // A file named on the command line stands in no study yet.
        if (source.declared_at.starts_with("--"))
            rule.keep_all = fmt::format("open = \"all\" of a [sources.{}]", source_id);
        io::Table closed;
        const io::OpenCount open = io::keep_open(places, source, rule, diagnostics_, &closed);
        if (open.left_out > 0)
            closed_[source_id] = std::make_shared<const io::Table>(std::move(closed));
        audit.rows_closed = open.left_out;
        day_matters_ = day_matters_ || open.by_day;
        cached = std::make_shared<const io::PointFeatures>(std::move(places));
        audit.source = source_id;
        audit.file = io::shown_path(source);
        audit.id_column = "(by place)";
        audit.people_read = audit.people_matched = std::numeric_limits<double>::quiet_NaN();
        tract::require_near(
            {cached->places, &cached->table, source_id,
             source.declared_at.empty() ? io::shown_path(source) : source.declared_at},
            tract::Surroundings::of(*tracts_), diagnostics_);
        const auto owners = geo::PointLocator(tracts_->polygons()).locate(cached->places);
        for (std::size_t r = 0; r < owners.size(); ++r)
            if (std::isnan(cached->places[r].lon))
                ++audit.rows_without_id;
            else if (owners[r] == geo::PointLocator::kOutside)
                ++audit.rows_outside;
            else
                ++audit.rows_matched;
        add_audit(std::move(audit));
        if (audits_.at(source_id).rows_outside > 0)
            diagnostics_.add({Severity::Note,
                              "point-outside-region",
                              source_id,
                              "places lie outside the region's tracts; they still count for people "
                              "near the border",
                              audits_.at(source_id).rows_outside,
                              {}});
    }
    return cached;
}

std::shared_ptr<const io::Table> SourceStore::closed_rows(const std::string& source_id) {
    const auto found = closed_.find(source_id);
    return found == closed_.end() ? nullptr : found->second;
}

std::shared_ptr<const tract::RowMatch> SourceStore::match(const std::string& source_id) {
    std::shared_ptr<const tract::RowMatch>& cached = matches_[source_id];
    if (!cached) {
        const std::shared_ptr<const io::Table> rows = table(source_id);
        io::SourceSpec source = spec(source_id);
        if (!source.sum.empty() || !source.crosswalk.source.empty())
            source.id_columns = {"GEOID"};
        if (!source.crosswalk.source.empty())
            source.vintage = tracts_->vintage(); // the crosswalk has just brought it there
        tract::JoinAudit audit;
        cached = std::make_shared<const tract::RowMatch>(
            tract::match_rows(*rows, source, *tracts_, audit, diagnostics_));
        add_audit(std::move(audit));
    }
    return cached;
}

std::shared_ptr<const io::StreetData> SourceStore::streets(const std::string& source_id,
                                                           const Progress& progress) {
    std::shared_ptr<const io::StreetData>& cached = streets_[source_id];
    if (!cached)
        cached = std::make_shared<const io::StreetData>(
            io::read_streets(spec(source_id), diagnostics_, progress));
    return cached;
}

std::shared_ptr<const access::StreetNetwork> SourceStore::network(const std::string& source_id,
                                                                  const std::string& profile,
                                                                  const Progress& progress) {
    std::shared_ptr<const access::StreetNetwork>& cached = networks_[{source_id, profile}];
    if (!cached) {
        // A mistake in the profile should not wait for a large file.
        const auto traveler = access::TravelProfile::load(profile);
        const auto data = streets(source_id, progress.part(0, 0.5));
        cached = std::make_shared<const access::StreetNetwork>(
            access::StreetNetwork::build(*data, traveler, diagnostics_, progress.part(0.5, 1)));
    }
    return cached;
}

std::shared_ptr<const access::TableCost> SourceStore::travel_times(const std::string& source_id) {
    std::shared_ptr<const access::TableCost>& cached = travel_times_[source_id];
    if (!cached)
        cached = std::make_shared<const access::TableCost>(
            access::TableCost::read(spec(source_id), {}, diagnostics_));
    return cached;
}

void SourceStore::check(const std::string& source_id, layer::LayerInfo::Need::Kind kind) {
    switch (kind) {
    case layer::LayerInfo::Need::Kind::Rows:
        match(source_id);
        break;
    case layer::LayerInfo::Need::Kind::Points:
        points(source_id);
        break;
    case layer::LayerInfo::Need::Kind::Streets:
        streets(source_id, {});
        break;
    case layer::LayerInfo::Need::Kind::TravelTimes:
        travel_times(source_id);
        break;
    case layer::LayerInfo::Need::Kind::List:
        table(source_id); // the layer joins it: Layer::check_sources()
        break;
    }
}

void SourceStore::report_unread(const std::vector<std::string>& source_ids,
                                Diagnostics& diagnostics) const {
    constexpr std::size_t kShown = 12;
    for (const std::string& id : source_ids) {
        const auto table = tables_.find(id);
        if (read_.contains(id) || table == tables_.end() || !table->second)
            continue;
        const std::size_t columns = table->second->columns().size();
        std::vector<std::string> shown; // quoted: there are commas in names
        for (std::size_t c = 0; c < std::min(kShown, columns); ++c)
            shown.push_back('"' + table->second->columns()[c] + '"');
        std::string advice = tract::advice_on_unknown_columns(*table->second);
        if (advice.empty())
            advice = "`tractwise layers NAME` says which columns a layer reads";
        diagnostics.add(
            {Severity::Warning,
             "source-not-read",
             id,
             fmt::format(
                 "no layer reads a column of \"{}\"; it has: {}{}; {}", id, join(shown, ", "),
                 columns > kShown ? fmt::format(" and {} more", columns - kShown) : std::string(),
                 advice),
             1,
             {}});
    }
}

void SourceStore::add_audit(tract::JoinAudit audit) {
    audits_.insert_or_assign(audit.source, std::move(audit));
}

std::vector<tract::JoinAudit> SourceStore::audits() const {
    std::vector<tract::JoinAudit> all;
    for (const auto& [id, audit] : audits_)
        all.push_back(audit);
    return all;
}

} // namespace tractwise::study
