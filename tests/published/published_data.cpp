// SPDX-License-Identifier: Apache-2.0
#include "tests/published/published_data.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/source.hpp"

#include <cmath>
#include <iostream>

#include <fmt/format.h>

namespace tractwise::test {

io::Table read_published(const std::string& relative) {
    Diagnostics findings;
    return io::read_table(io::source_from_path("published", data_pack(relative).string()),
                          findings);
}

tract::TractTable numeric_table(const io::Table& file, const std::string& id_column) {
    const std::size_t id = file.require(id_column);
    std::vector<std::string> ids;
    for (std::size_t row = 0; row < file.rows(); ++row)
        ids.emplace_back(file.cell(row, id));
    tract::TractTable table(std::move(ids));
    Diagnostics findings;
    for (std::size_t c = 0; c < file.columns().size(); ++c) {
        if (c == id)
            continue;
        auto parsed = io::numbers(file, c, findings);
        tract::Column column;
        column.info.name = file.columns()[c];
        column.values = std::move(parsed.values);
        column.reasons = std::move(parsed.reasons);
        table.add(std::move(column));
    }
    return table;
}

index::IndexRecipe shipped_recipe(const std::string& id) {
    return index::load_recipe(id, {source_file("data/recipes")});
}

std::map<std::string, tract::Column> columns_by_name(const index::IndexResult& result) {
    std::map<std::string, tract::Column> named;
    for (tract::Column& column : result.columns()) {
        std::string name = column.info.name;
        named.emplace(std::move(name), std::move(column));
    }
    return named;
}

Agreement& Agreement::operator+=(const Agreement& other) {
    cells += other.cells;
    missing += other.missing;
    patterns += other.patterns;
    if (other.largest > largest || worst.empty()) {
        largest = std::max(largest, other.largest);
        worst = other.worst;
    }
    return *this;
}

Agreement compare(const std::vector<std::string>& ids, const tract::Column& ours,
                  const tract::TractTable& published, const std::string& name) {
    Agreement agreement;
    const tract::Column& theirs = published[name];
    for (std::size_t row = 0; row < ids.size(); ++row) {
        const auto place = published.find_row(ids[row]);
        if (!place)
            continue;
        const double a = ours.values[row], b = theirs.values[*place];
        ++agreement.cells;
        if (std::isnan(a) && std::isnan(b)) {
            ++agreement.missing;
        } else if (std::isnan(a) != std::isnan(b)) {
            ++agreement.patterns;
            agreement.worst = name + " in " + ids[row];
        } else if (std::abs(a - b) > agreement.largest) {
            agreement.largest = std::abs(a - b);
            agreement.worst = fmt::format("{} in {}: {} for {}", name, ids[row], a, b);
        }
    }
    return agreement;
}

void report(const std::string& what, const Agreement& a) {
    std::cout << fmt::format("[ compared ] {}: {} cells, {} missing on both sides, {} on one side, "
                             "largest difference {:.3g}{}\n",
                             what, format_count(static_cast<double>(a.cells)), a.missing,
                             a.patterns, a.largest,
                             a.largest > 0 || a.patterns > 0 ? " (" + a.worst + ")" : "");
}

} // namespace tractwise::test
