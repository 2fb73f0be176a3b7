// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/error.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/layer/layer.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace tractwise::test {

/// Sources that live in memory, or real files read in place.
class MemorySources final : public layer::SourceReader {
public:
    explicit MemorySources(const tract::TractSet& tracts) : tracts_(tracts) {}

    using Row = std::vector<std::string>;
    /// The first column holds the GEOID (of a point table: anything).
    io::SourceSpec& add(const std::string& id, std::vector<std::string> columns,
                        const std::vector<Row>& rows) {
        auto table = std::make_shared<io::Table>(id, std::move(columns));
        for (const Row& row : rows) {
            const std::vector<std::string_view> cells(row.begin(), row.end());
            table->add_row(cells);
        }
        specs_[id].id = id;
        tables_[id] = table;
        return specs_[id];
    }
    io::SourceSpec& add_points(const std::string& id, std::vector<std::string> columns,
                               const std::vector<Row>& rows, std::vector<geo::LonLat> places) {
        io::SourceSpec& spec = add(id, std::move(columns), rows);
        keep(id, {*tables_.at(id), std::move(places)}, {});
        return spec;
    }
    /// Rows that the list says are closed, in the columns of add_points().
    void add_closed(const std::string& id, const std::vector<Row>& rows,
                    std::vector<geo::LonLat> places) {
        const std::shared_ptr<const layer::PlaceList> open = lists_.at(id);
        io::Table table(id, open->open.table.columns());
        for (const Row& row : rows) {
            const std::vector<std::string_view> cells(row.begin(), row.end());
            table.add_row(cells);
        }
        keep(id, open->open, {std::move(table), std::move(places)});
    }
    io::SourceSpec& add_file(const std::string& id, const std::string& path) {
        specs_[id] = io::source_from_path(id, path);
        return specs_[id];
    }

    const io::SourceSpec& spec(const std::string& id) const override {
        const auto at = specs_.find(id);
        if (at == specs_.end())
            throw Error(ErrorKind::Usage, "no source " + id);
        return at->second;
    }
    std::shared_ptr<const io::Table> table(const std::string& id) override {
        if (!tables_.count(id))
            tables_[id] = std::make_shared<io::Table>(io::read_table(spec(id), diagnostics_));
        return tables_.at(id);
    }
    std::shared_ptr<const layer::PlaceList> place_list(const std::string& id) override {
        if (!lists_.count(id))
            keep(id, io::read_points(spec(id), diagnostics_), {});
        return lists_.at(id);
    }
    std::shared_ptr<const tract::RowMatch> match(const std::string& id) override {
        if (!spec(id).path.empty()) {
            tract::JoinAudit audit;
            return std::make_shared<tract::RowMatch>(
                tract::match_rows(*table(id), spec(id), tracts_, audit, diagnostics_));
        }
        auto match = std::make_shared<tract::RowMatch>();
        match->row_of_tract.assign(tracts_.size(), tract::RowMatch::kNone);
        for (std::size_t r = 0; r < table(id)->rows(); ++r)
            if (const auto t = tracts_.find(table(id)->cell(r, 0)))
                match->row_of_tract[*t] = static_cast<std::uint32_t>(r);
        return match;
    }
    std::shared_ptr<const access::StreetNetwork>
    network(const std::string& id, const std::string& profile, const Progress&) override {
        return std::make_shared<access::StreetNetwork>(access::StreetNetwork::build(
            streets_.count(id) != 0 ? streets_.at(id) : io::read_streets(spec(id), diagnostics_),
            access::TravelProfile::load(profile), diagnostics_));
    }
    void add_streets(const std::string& id, io::StreetData streets) {
        specs_[id].id = id;
        streets_.insert_or_assign(id, std::move(streets));
    }
    std::shared_ptr<const access::TableCost> travel_times(const std::string& id) override {
        return std::make_shared<access::TableCost>(
            access::TableCost::read(spec(id), {}, diagnostics_));
    }

private:
    void keep(const std::string& id, io::PointFeatures open, io::PointFeatures closed) {
        const auto owners = geo::PointLocator(tracts_.polygons()).locate(open.places);
        std::vector<bool> outside(owners.size()); // a place that is not known is nowhere
        for (std::size_t i = 0; i < owners.size(); ++i)
            outside[i] =
                owners[i] == geo::PointLocator::kOutside && !std::isnan(open.places[i].lon);
        lists_[id] = std::make_shared<const layer::PlaceList>(
            layer::PlaceList{std::move(open), std::move(closed), std::move(outside)});
    }

    const tract::TractSet& tracts_;
    Diagnostics diagnostics_;
    std::map<std::string, io::StreetData> streets_;
    std::map<std::string, io::SourceSpec> specs_;
    std::map<std::string, std::shared_ptr<const io::Table>> tables_;
    std::map<std::string, std::shared_ptr<const layer::PlaceList>> lists_;
};

/// Squares of 0.1 degree along the equator, from longitude 0 eastward, one per id in the order
/// given.
inline tract::TractSet squares(std::vector<std::string> geoids, int vintage = 2020) {
    geo::PolygonSet set;
    for (std::size_t i = 0; i < geoids.size(); ++i) {
        const double west = 0.1 * static_cast<double>(i), east = west + 0.1;
        const geo::LonLat ring[] = {{west, -0.05}, {east, -0.05}, {east, 0.05}, {west, 0.05}};
        set.begin_shape();
        set.begin_part();
        set.add_ring(ring);
    }
    return tract::TractSet::from(std::move(geoids), std::move(set), vintage);
}

/// Everything a layer needs to run in a test.
struct LayerBench {
    explicit LayerBench(tract::TractSet set)
        : tracts(std::move(set)), demand(tract::DemandPoints::from_centroids(tracts, {})),
          table(tracts.geoids()), sources(tracts) {}
    explicit LayerBench(std::vector<std::string> geoids) : LayerBench(squares(std::move(geoids))) {}
    LayerBench(const LayerBench&) = delete;

    /// `options` is the text of [layers.ID].
    layer::LayerResult run(const layer::Layer& layer, const std::string& options) {
        const ConfigTable config = ConfigTable::parse(options, "study.toml");
        config.allow(layer.option_keys());
        return layer.measure({tracts, demand, table, sources, config, diagnostics, progress});
    }
    std::size_t count(const std::string& code) const {
        return static_cast<std::size_t>(
            std::count_if(diagnostics.findings().begin(), diagnostics.findings().end(),
                          [&](const Finding& f) { return f.code == code; }));
    }
    /// What those findings count together: they are merged per source.
    std::size_t total(const std::string& code) const {
        std::size_t sum = 0;
        for (const Finding& f : diagnostics.findings())
            sum += f.code == code ? f.count : 0;
        return sum;
    }

    tract::TractSet tracts;
    tract::DemandPoints demand;
    tract::TractTable table;
    MemorySources sources;
    Diagnostics diagnostics;
    Progress progress;
};

inline const tract::Column& column(const std::vector<tract::Column>& columns,
                                   const std::string& name) {
    for (const tract::Column& c : columns)
        if (c.info.name == name)
            return c;
    throw Error(ErrorKind::Internal, "no column " + name);
}

} // namespace tractwise::test
