// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/study/results.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise {

/// Every number that results have per tract, under the names of the exports: the columns of the
/// layers, and of the index PREFIX_score, PREFIX_percentile, PREFIX_rank, PREFIX_part_NAME (what a
/// domain or indicator adds to the score) and those that the recipe names (RPL_THEMES); PREFIX is
/// the recipe's id.
///
///     ResultColumns columns(results);
///     for (const ColumnInfo& info : columns.infos()) menu.add(info.label);
///     const Column& risk = columns["risk_percentile"];
///
/// Columns that no source of the study supplies are left out. Columns of the index are made when
/// they are first asked for and kept; references stay valid as long as this object. Shares,
/// percentiles and scores are 0..1. operator[]: Error(Usage) for an unknown name, with suggestions.
/// Not thread-safe.
class ResultColumns {
public:
    explicit ResultColumns(std::shared_ptr<const Results> results);

    const Results& results() const { return *results_; }
    /// Score and percentile first, then the parts of the score, then the layers' columns.
    const std::vector<ColumnInfo>& infos() const { return infos_; }
    bool has(std::string_view name) const;
    const ColumnInfo* info(std::string_view name) const;
    const Column* find(std::string_view name) const;
    const Column& operator[](std::string_view name) const;
    /// What a map shows first: the percentile of the index, or the first column that is no context.
    std::string first_choice() const;

private:
    Column make(std::string_view name) const;

    std::shared_ptr<const Results> results_;
    std::vector<ColumnInfo> infos_;
    mutable std::map<std::string, Column, std::less<>> made_;
};

} // namespace tractwise
