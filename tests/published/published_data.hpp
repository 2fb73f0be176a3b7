// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/index/evaluate.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/tract_table.hpp"

#include <map>
#include <string>
#include <vector>

namespace tractwise::test {

/// A published file as text.
io::Table read_published(const std::string& relative);

/// All its numeric columns as a TractTable, in the order of the file; ids are the texts of
/// `id_column`.
tract::TractTable numeric_table(const io::Table& file, const std::string& id_column);

/// A shipped recipe of data/recipes.
index::IndexRecipe shipped_recipe(const std::string& id);

/// Output columns of an evaluation by name.
std::map<std::string, tract::Column> columns_by_name(const index::IndexResult& result);

/// Cell by cell comparison of one column with its published twin, rows matched by id.
struct Agreement {
    std::size_t cells = 0;    ///< compared
    std::size_t missing = 0;  ///< missing on both sides
    std::size_t patterns = 0; ///< missing on one side only
    double largest = 0;       ///< largest difference of present cells
    std::string worst;        ///< where
    Agreement& operator+=(const Agreement& other);
};
Agreement compare(const std::vector<std::string>& ids, const tract::Column& ours,
                  const tract::TractTable& published, const std::string& name);

/// "svi2022 EPL_: 52,208 cells, 104 missing on both sides, ..." to the test's output.
void report(const std::string& what, const Agreement& agreement);

} // namespace tractwise::test
