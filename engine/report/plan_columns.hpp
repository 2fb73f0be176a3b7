// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/writers.hpp"
#include "engine/plan/results.hpp"

#include <string>
#include <utility>
#include <vector>

// Private to engine/report: how the tables of a plan are put together.

namespace tractwise::report {

/// Collects the columns of one table.
class PlanColumns {
public:
    PlanColumns(std::string name, std::string description) {
        table_.name = std::move(name);
        table_.description = std::move(description);
    }
    template <typename Value>
    void add(std::string name, std::string description, std::vector<Value> values) {
        table_.columns.push_back({std::move(name), std::move(description), std::move(values)});
    }
    /// The people, and NAME_moe where at least one margin is known.
    void add_amounts(const std::string& name, const std::string& description,
                     const std::vector<siting::Amount>& amounts);
    /// A share or a ratio and its margin, likewise.
    void add_with_margin(const std::string& name, const std::string& description,
                         std::vector<double> values, std::vector<double> margins);
    io::OutTable take() { return std::move(table_); }

private:
    io::OutTable table_;
};

/// One row per group of each reach, in order: total, before, after, newly, shares, ratios, travel.
void add_group_reach(PlanColumns& out, const plan::SitingResults& siting,
                     const std::vector<const siting::PlanReach*>& reaches);

} // namespace tractwise::report
