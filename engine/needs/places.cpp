// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/places.hpp"

#include <cmath>
#include <utility>

namespace tractwise::needs {
namespace {

/// One place, ready to be asked for any number of columns.
struct Asked {
    explicit Asked(const Place& place)
        : table(*place.results->table), people(place.results->people()), pool(place.area, people) {}
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;

    area::Pooled measure(const Measure& measure) const {
        const tract::Column* column = table.find(measure.column);
        if (column == nullptr)
            return {};
        if (measure.of.empty())
            return pool.of(*column);
        const tract::Column* of = table.find(measure.of);
        return of == nullptr ? area::Pooled() : pool.share(*column, *of);
    }

    const tract::TractTable& table;
    const std::vector<double> people; ///< the pool refers to it
    const area::Pool pool;
};

} // namespace

std::vector<MeasuredRow> measure_all(const std::vector<Measure>& measures,
                                     const std::vector<Place>& places, const Profile& profile,
                                     std::vector<std::string>& absent) {
    std::vector<std::unique_ptr<Asked>> asked;
    for (const Place& place : places)
        asked.push_back(std::make_unique<Asked>(place));
    std::vector<MeasuredRow> rows;
    const tract::TractTable& table = *places.front().results->table;
    for (const Measure& measure : measures) {
        const tract::ColumnInfo* info = table.info(measure.column);
        if (info == nullptr) {
            absent.push_back(measure.column);
            continue;
        }
        MeasuredRow row{measure, *info};
        for (const std::unique_ptr<Asked>& place : asked)
            row.by_place.push_back(place->measure(measure));
        if (!row.area().known()) {
            absent.push_back(measure.column);
            continue;
        }
        row.is_share = !std::isnan(row.area().part.value);
        const tract::Column& column = table[measure.column];
        row.survey = !column.margin.empty() || (column.part && !column.part->margin.empty());
        const double count = row.is_share ? row.area().part.value : row.area().value;
        const bool counts = row.is_share || info->pooling == tract::Pooling::Sum;
        row.hidden = counts && count > 0 && count < profile.hide_below;
        rows.push_back(std::move(row));
    }
    return rows;
}

area::Compared against(const MeasuredRow& row, std::size_t place) {
    // A part has fewer people than the whole: that says nothing.
    if (row.info.pooling == tract::Pooling::Sum && !row.is_share)
        return area::Compared::Unknown;
    return area::compare(row.area(), row.by_place[place], row.survey);
}

} // namespace tractwise::needs
