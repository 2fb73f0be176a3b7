// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/index/evaluate.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::index {

/// The names of the columns that an index adds to a table. They are made here and nowhere else.
///
///     const ColumnNames names = names_of(recipe);   // of the recipe "risk"
///     names.percentile();                           // "risk_percentile"
///     names.part("crowding_share");                 // "risk_part_crowding_share"
struct ColumnNames {
    std::string prefix;          ///< "risk_"; empty in a table of the index alone
    std::string parts = "part_"; ///< behind the prefix, before the name of a domain or indicator

    std::string score() const { return prefix + "score"; }
    std::string percentile() const { return prefix + "percentile"; }
    std::string rank() const { return prefix + "rank"; }
    // Of an index with uncertainty (uncertainty.hpp):
    std::string percentile_lo() const { return prefix + "pct_lo"; }
    std::string percentile_hi() const { return prefix + "pct_hi"; }
    std::string rank_lo() const { return prefix + "rank_lo"; }
    std::string rank_hi() const { return prefix + "rank_hi"; }
    std::string p_worst_tenth() const { return prefix + "p_worst_tenth"; }
    std::string reliability() const { return prefix + "reliability"; }
    std::string n_present() const { return prefix + "n_present"; }
    std::string reason() const { return prefix + "reason"; } ///< a text, so no tract::Column
    std::string part(std::string_view name) const { return prefix + parts + std::string(name); }

    /// Score, percentile or rank: one number in three forms.
    bool is_overall(std::string_view column) const;
    bool is_part(std::string_view column) const;
};
ColumnNames names_of(const IndexRecipe& recipe);

/// What a name says by itself, where the index is not at hand.
///
///     overall_name("risk_percentile")    // {"risk", "percentile"}
///     overall_name("poverty_share")      // nothing
struct OverallName {
    std::string_view recipe;
    std::string_view what; ///< "score", "percentile" or "rank"
};
std::optional<OverallName> overall_name(std::string_view column);

/// Score, percentile (0..1, unit "percentile"), rank, the ends of their 90 % intervals, the chance of being among the
/// worst tenth and a class of reliability where the index has an uncertainty, the number of indicators with a value, and
/// what each part adds to the score where there is such a number, under these names. Values are
/// missing where the row is not ranked or the part has none, with the reason.
/// Cost: their description; values are made when they are asked for.
std::vector<tract::TableColumn> score_columns(const std::shared_ptr<const IndexResult>& index,
                                              const ColumnNames& names, int vintage);

/// The table with the index: its score_columns(), the columns that the recipe names
/// (IndexResult::columns()), then those of `table`. A name that the index makes is the index's.
///
///     const TractTable all = with_index(layers, index, 2020);
///     all["risk_percentile"].info.unit    // "percentile"
tract::TractTable with_index(const tract::TractTable& table,
                             const std::shared_ptr<const IndexResult>& index, int vintage);

} // namespace tractwise::index
