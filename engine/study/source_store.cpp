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

io::OpenRule Opening::rule(const std::string& source_id) const {
    io::OpenRule rule{.day = day, .counted = {}};
    if (const auto own = counted.find(source_id); own != counted.end())
        rule.counted = own->second;
    return rule;
}

Opening Opening::of(const Study& study) {
    Opening opening;
    opening.day = io::parse_iso_day(study.date).value_or(opening.day);
    auto& counted = opening.counted;
    const auto add = [&](const std::string& source, const std::string& column,
                         const std::vector<std::string>& values) {
        if (!io::may_tell_open(column))
            return; // a filter of another kind changes nothing in how the source is read
        auto& all = counted[source][column];
        all.insert(all.end(), values.begin(), values.end());
    };
    for (const LayerChoice& layer : study.layers)
        for (const auto& [column, values] :
             {std::pair{"status_column", "status"}, std::pair{"type_column", "types"}})
            if (layer.options.is_text(column))
                for (const std::string& role : layer.options.keys())
                    if (layer.options.is_text(role) &&
                        study.sources.contains(layer.options.text(role)))
                        add(layer.options.text(role), layer.options.text(column),
                            layer.options.texts(values));
    if (study.siting)
        for (const auto* sites : {&study.siting->existing, &study.siting->candidates})
            for (const plan::SiteSource& source : *sites)
                for (const auto& [column, values] : source.where)
                    add(source.source, column, values);
    return opening;
}

SourceStore::SourceStore(const Study& study, std::shared_ptr<const tract::TractSet> tracts)
    : sources_(study.sources), tracts_(std::move(tracts)), opening_(Opening::of(study)) {}

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

std::shared_ptr<const layer::PlaceList> SourceStore::place_list(const std::string& source_id) {
    std::shared_ptr<const layer::PlaceList>& cached = places_[source_id];
    if (!cached) {
        const io::SourceSpec& source = spec(source_id);
        layer::PlaceList list;
        list.open = io::read_points(source, diagnostics_);
        tract::JoinAudit audit;
        audit.rows_read = list.open.table.rows();
        io::OpenRule rule = opening_.rule(source_id);
        // A file named on the command line stands in no study yet.
        if (source.declared_at.starts_with("--"))
            rule.keep_all = fmt::format("open = \"all\" of a [sources.{}]", source_id);
        const io::OpenCount open =
            io::keep_open(list.open, source, rule, diagnostics_, &list.closed);
        audit.rows_closed = open.left_out;
        day_matters_ = day_matters_ || open.by_day;
        audit.source = source_id;
        audit.file = io::shown_path(source);
        audit.id_column = "(by place)";
        audit.people_read = audit.people_matched = std::numeric_limits<double>::quiet_NaN();
        tract::require_near({list.open.places, &list.open.table, source_id, io::where_of(source)},
                            tract::Surroundings::of(*tracts_), diagnostics_);
        const auto owners = geo::PointLocator(tracts_->polygons()).locate(list.open.places);
        list.outside.resize(owners.size());
        for (std::size_t r = 0; r < owners.size(); ++r) {
            const bool placed = !std::isnan(list.open.places[r].lon);
            list.outside[r] = placed && owners[r] == geo::PointLocator::kOutside;
            ++(!placed           ? audit.rows_without_id
               : list.outside[r] ? audit.rows_outside
                                 : audit.rows_matched);
        }
        add_audit(std::move(audit));
        if (audits_.at(source_id).rows_outside > 0)
            diagnostics_.add({Severity::Note,
                              "point-outside-region",
                              source_id,
                              "places lie outside the region's tracts; they still count for people "
                              "near the border",
                              audits_.at(source_id).rows_outside,
                              {}});
        cached = std::make_shared<const layer::PlaceList>(std::move(list));
    }
    return cached;
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

std::shared_ptr<const io::StreetData> SourceStore::read_streets(const std::string& source_id,
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
        const auto data = read_streets(source_id, progress.part(0, 0.5));
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
        place_list(source_id);
        break;
    case layer::LayerInfo::Need::Kind::Streets:
        read_streets(source_id, {});
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
