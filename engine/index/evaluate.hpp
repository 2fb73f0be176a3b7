// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/index/normalize.hpp"
#include "engine/index/recipe.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::index {

struct IndexUncertainty;

/// One indicator or domain of an evaluated recipe.
struct IndexPart {
    std::string name;
    std::string label, label_es; ///< label_es: in Spanish; may be empty
    const std::string& label_in(Language language) const {
        return said_in(language, label, label_es);
    }
    bool is_indicator = false;
    /// Place in IndexResult::parts of the domain it belongs to; -1: directly below the score.
    int parent = -1;
    int depth = 0;      ///< 0 for the recipe's top-level parts
    double weight = 1;  ///< of a principal component's part: that of the component, of any sign
    double center = 0;  ///< likewise: what is taken off the value before the weight
    std::string column; ///< indicator: where the raw value stands (table or IndexResult::derived)
    std::vector<double> values;       ///< normalized value or aggregate, NaN where missing
    std::vector<io::Missing> reasons; ///< empty where nothing is missing
    /// Domain: its further normalization (RPL_); empty where the recipe has none.
    std::vector<double> ranks;

    // Of a domain, for contribution() and why():
    Aggregation aggregation = Aggregation::Mean;
    std::size_t needed = 0; ///< parts that must be present
    ColumnNotes notes;      ///< indicator: what normalizing did to its values
    bool scaled = false;    ///< the value was divided by a maximum
    bool carries_rank = false;
    io::Missing reason(std::size_t row) const {
        return reasons.empty() ? io::Missing::None : reasons[row];
    }
};

/// What evaluate() found: one entry per row of the table, in its order.
///
/// - `score`      NaN where the row is not ranked; `reason` and why() say why.
/// - `percentile` share of the ranked rows of the reference that are strictly better off: with a
///                strictly lower score, or a higher one where the recipe's direction is
///                higher_is_better. 0..1, percent only on paper.
/// - `rank`       1 = worst off within the reference, ties share it; 0 = not ranked.
/// - `n_present`  enabled indicators with a value, of `n_indicators`.
///
/// Parts stand depth first in the recipe's order, domains before what they hold.
struct IndexResult {
    std::vector<double> score;
    std::vector<double> percentile;
    std::vector<std::uint32_t> rank;
    std::vector<std::uint16_t> n_present;
    std::vector<io::Missing> reason;
    std::size_t n_indicators = 0;
    std::size_t n_ranked = 0;
    std::vector<IndexPart> parts;
    IndexRecipe recipe; ///< as evaluated

    std::size_t rows() const { return score.size(); }

    /// How much of the row's score comes from one part: its share of a mean or its summand of a
    /// sum, passed down to it level by level. Over the indicators, and over the domains of one
    /// level, contributions add up to the score (up to the recipe's rounding). NaN where the row is
    /// not ranked, the part is missing, or a level above it is neither mean nor sum (a product has
    /// no unique shares). Computed on the spot: O(depth x siblings).
    double contribution(std::size_t part, std::size_t row) const;
    std::vector<double> contributions(std::size_t part) const; ///< for all rows

    /// One sentence for a row without a score: "food_access: 1 of 4 values present, 2 needed";
    /// empty when ranked.
    std::string why(std::size_t row) const;

    /// The columns that the recipe names, in published order: derived with their margins,
    /// normalized values, domain values and ranks, flags, adjunct columns. Built on each call. The
    /// score, percentile and rank are not among them unless the recipe gives them an output name
    /// (CalEnviroScreen's "score").
    std::vector<tract::Column> columns() const;

    std::vector<tract::Column> derived; ///< the computed columns, margins inside
    IndexPart overall; ///< the rules and ranks (RPL_THEMES) of the top; its values are `score`
    /// How sure ranks and percentiles are (uncertainty.hpp); null where nobody asked.
    std::shared_ptr<const IndexUncertainty> uncertainty;
};

/// Computes the recipe on the table: derive, normalize, aggregate, rank. Pure: reads no file, holds
/// no state; the result does not depend on the order of rows or on the number of threads.
///
///     const IndexResult result = evaluate(load_recipe("svi2022", folders), table, diagnostics);
///     result.score[row], result.percentile[row], result.contribution(part, row)
///
/// Rows outside the pool keep NaN with Missing::Excluded, or NoPeople where "X > 0" fails because X
/// is 0. A part with weight 0 takes no part in its domain, so its missing values do not matter.
/// Errors: Error(Input) naming every column the table lacks, with near misses; Error(Usage) for an
/// inconsistent recipe. Findings: "indicator-absent", "no-spread", "not-positive",
/// "nothing-ranked", "no-margins", "adjunct-absent".
///
/// `before`: what another recipe gave on the same table. Indicators and domains that the two recipes say alike are taken
/// from it: a slider that was moved computes what stands above it. The result is the same to the last bit, findings too.
/// Cost: about 15 ms for 85,000 rows x 20 indicators on 2 cores, a third of that after a weight was moved
/// (tests/bench/index_bench.cpp).
IndexResult evaluate(const IndexRecipe& recipe, const tract::TractTable& table,
                     Diagnostics& diagnostics, const IndexResult* before = nullptr);

/// That Error(Input), where `table` lacks a column: near misses are sought among `known`, which may be
/// more than the columns of the table.
void require_columns(const IndexRecipe& recipe, const tract::TractTable& table,
                     const std::vector<std::string>& known);

} // namespace tractwise::index
