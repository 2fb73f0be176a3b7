// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/error_of.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/index/evaluate.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tractwise::test {

inline tract::Column toy_column(const std::string& name, std::vector<double> values,
                                std::vector<io::Missing> reasons = {}) {
    tract::Column column;
    column.info.name = name;
    column.values = std::move(values);
    column.reasons = std::move(reasons);
    return column;
}

/// Columns by name, ids "10001000100", "10001000200", ... (or those given).
inline tract::TractTable toy_table(const std::map<std::string, std::vector<double>>& columns,
                                   std::vector<std::string> ids = {}) {
    const std::size_t rows = columns.begin()->second.size();
    for (std::size_t i = ids.size(); i < rows; ++i)
        ids.push_back(std::to_string(10001000100 + 100 * i));
    tract::TractTable table(std::move(ids));
    for (const auto& [name, values] : columns)
        table.add(toy_column(name, values));
    return table;
}

inline index::IndexRecipe recipe_of(const std::string& toml) {
    return index::parse_recipe(ConfigTable::parse(toml, "r.toml"));
}

inline std::map<std::string, tract::Column> columns_of(const index::IndexResult& result) {
    std::map<std::string, tract::Column> named;
    for (tract::Column& column : result.columns()) {
        std::string name = column.info.name;
        named.emplace(std::move(name), std::move(column));
    }
    return named;
}

} // namespace tractwise::test
