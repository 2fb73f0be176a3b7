// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::study {

/// The columns of results that a front end shows: those of the table that a source supplies, and
/// what the front end added.
///
///     ResultColumns columns(results);
///     for (const ColumnInfo& info : columns.infos()) menu.add(info.label);
///     const Column& risk = columns["risk_percentile"];
///     columns.add(difference(columns["reach_plan_share"], columns["reach_today_share"]));
///
/// Shares, percentiles and scores are 0..1. References stay valid as long as this object.
/// operator[]: Error(Usage) for an unknown name, with suggestions. add() and reading at the same
/// time are not for two threads.
class ResultColumns {
public:
    explicit ResultColumns(std::shared_ptr<const Results> results);

    const Results& results() const { return *results_; }
    /// In the order of the table: index, layers, plan, and what was added. Makes no values.
    const std::vector<tract::ColumnInfo>& infos() const { return infos_; }
    bool has(std::string_view name) const;
    const tract::ColumnInfo* info(std::string_view name) const;
    const tract::Column* find(std::string_view name) const;
    const tract::Column& operator[](std::string_view name) const;
    /// What a map shows first: the percentile of the index, or the first column that is no context.
    std::string first_choice() const;
    /// A front end's own column, one value per tract. Error(Usage) for a name that is taken,
    /// Error(Internal) for a wrong length.
    void add(tract::Column column);

private:
    std::shared_ptr<const Results> results_;
    tract::TractTable table_; ///< shares the columns of the results
    std::vector<tract::ColumnInfo> infos_;
};

/// Where the raw values of an indicator stand: a column that the recipe computed, else a layer's.
/// Null for a domain.
const tract::Column* raw_column(const Results& results, const index::IndexPart& part);

/// `a` less `b`, tract by tract, under the name A_less_B: for maps of what changes.
///
///     difference(columns["reach_plan_share"], columns["reach_today_share"]).values[row]   // 12.5
///
/// Shares differ by percentage points and percentiles by points of the percentile, 0..100 each, as
/// "12.5 %" would be read as a share of something; other units stay. Missing where either is
/// missing, with that one's reason. A margin needs both: sqrt(a^2 + b^2), which leaves out what the
/// two have in common (US Census Bureau, "Understanding and Using ACS Data" (2020), chapter 8).
/// Error(Usage) for columns of two units, Error(Internal) for two lengths.
tract::Column difference(const tract::Column& a, const tract::Column& b);

} // namespace tractwise::study
