// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"
#include "engine/study/result_columns.hpp"

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::test {

inline tract::Column made_column(std::string name, std::string unit, std::vector<double> values,
                                 std::vector<double> margin = {}) {
    tract::Column column;
    column.info = {.name = name,
                   .label = "Label of " + name,
                   .unit = std::move(unit),
                   .source = "Survey",
                   .vintage = 2020,
                   .direction = tract::Direction::HigherIsWorse};
    column.values = std::move(values);
    column.margin = std::move(margin);
    for (const double value : column.values)
        column.reasons.push_back(std::isnan(value) ? io::Missing::NoSample : io::Missing::None);
    return column;
}

/// Results of square tracts in a row with these columns, without index.
inline std::shared_ptr<study::Results> made_results(std::vector<tract::Column> columns) {
    geo::PolygonSet squares;
    std::vector<std::string> geoids;
    for (std::size_t i = 0; i < columns.front().values.size(); ++i) {
        const double west = 0.001 * static_cast<double>(i),
                     east = 0.001 * static_cast<double>(i + 1);
        const geo::LonLat ring[] = {{west, 0}, {east, 0}, {east, 0.001}, {west, 0.001}};
        squares.begin_shape();
        squares.begin_part();
        squares.add_ring(ring);
        std::string number = std::to_string(i + 1);
        geoids.push_back("99001" + std::string(6 - number.size(), '0') + number);
    }
    auto results = std::make_shared<study::Results>();
    results->study.region.name = "Toy County";
    results->study.sources["survey"] = {.id = "survey", .title = "Survey", .year = 2022};
    tract::TractTable table(geoids);
    for (tract::Column& column : columns)
        table.add(std::move(column));
    results->tracts = std::make_shared<tract::TractSet>(
        tract::TractSet::from(std::move(geoids), std::move(squares), 2020));
    results->demand = std::make_shared<tract::DemandPoints>();
    results->layer_table = results->table = std::make_shared<tract::TractTable>(std::move(table));
    return results;
}

} // namespace tractwise::test
