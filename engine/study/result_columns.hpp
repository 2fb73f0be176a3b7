// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::study {

/// Every number that results have per tract, under the names of the exports: the columns of the
/// layers, and of the index PREFIX_score, PREFIX_percentile, PREFIX_rank, PREFIX_part_NAME (what a
/// domain or indicator adds to the score) and those that the recipe names (RPL_THEMES); PREFIX is
/// the recipe's id. A plan of stops adds what it does tract by tract:
///
///     reach_NAME_share     of the tract's people in need, those whose home is within the limit of a
///                          site that is open in this scenario ("today", "plan", those of the study);
///                          missing where nobody is in need
///     reach_plan_newly     people in need within the limit of a stop, but of no existing site, with
///                          the need's margin in the same proportion
///     nearest_open_cost    mean travel of all people to the nearest open site of the plan, of those
///                          who have one within the limit; minutes or meters
///
///     ResultColumns columns(results);
///     for (const ColumnInfo& info : columns.infos()) menu.add(info.label);
///     const Column& risk = columns["risk_percentile"];
///     columns.add(difference(columns["reach_plan_share"], columns["reach_today_share"]));
///
/// Columns that no source of the study supplies are left out. Columns of the index and of the plan
/// are made when they are first asked for and kept; references stay valid as long as this object.
/// Shares, percentiles and scores are 0..1. operator[]: Error(Usage) for an unknown name, with
/// suggestions. Not thread-safe. Cost of a column of the plan: one pass over its travel costs.
class ResultColumns {
public:
    explicit ResultColumns(std::shared_ptr<const Results> results);

    const Results& results() const { return *results_; }
    /// Score and percentile first, then the parts of the score, the layers' columns, those of the
    /// plan, and what was added.
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
    void declare_index();
    void declare_plan();
    tract::Column make(std::string_view name) const;
    tract::Column make_of_plan(std::string_view name) const;
    tract::Column reach_share(const std::string& scenario) const;
    tract::Column newly_reached() const;
    tract::Column nearest_cost() const;
    /// Why a tract has no number where it has nobody in need.
    io::Missing why_no_need(std::size_t tract) const;

    std::shared_ptr<const Results> results_;
    std::vector<tract::ColumnInfo> infos_;
    std::map<std::string, std::string, std::less<>> scenario_of_; ///< by reach_NAME_share
    mutable std::map<std::string, tract::Column, std::less<>> made_;
};

/// False where every value of the column is missing for want of a source.
bool has_source(const tract::Column& column);

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
