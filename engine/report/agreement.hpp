// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/index/evaluate.hpp"
#include "engine/io/writers.hpp"
#include "engine/stats/agreement.hpp"
#include "engine/study/result_columns.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::report {

/// One of two rankings of the same tracts.
struct RankedSide {
    std::string name, label, label_es;
    std::vector<double> values, percentile; ///< percentile: 0..1, high is worst off
    /// Where it is an index: what may be said of why a tract is where it is. Null: a plain column.
    std::shared_ptr<const index::IndexResult> index;
};
/// A column of the study as a ranking: the percentile of its index as it is, any other by its direction (higher is
/// worse where it says nothing). Error(Usage) for an unknown name, with a suggestion.
RankedSide side_of(const study::ResultColumns& columns, const std::string& name);
/// A recipe evaluated on the columns of the study's layers.
RankedSide side_of(const index::IndexRecipe& recipe, const study::Results& results,
                   Diagnostics& diagnostics);

/// "Two indices, one question": how far two rankings say the same of the same tracts.
///
///     const Agreement found = agreement_of(*results, side_of(columns, "risk_percentile"), side_of(columns, "svi"));
///     print(agreement_text(*results, found, Language::English));
struct Agreement {
    RankedSide a, b;
    stats::TopAgreement fifth, tenth;
    stats::Kappa fifths; ///< of the five fifths, quadratic weights
    stats::Correlation correlation;
    double kendall = kNaN;
    stats::Limits kendall_interval{kNaN, kNaN};
    std::size_t only_a = 0, only_b = 0; ///< tracts that one of them ranks and the other does not

    /// A tract among the worst tenth by one of them alone.
    struct Switcher {
        std::uint32_t row = 0;
        bool by_a = true; ///< else by b
        double people = kNaN;
        /// Of the index that has it there: the indicator that adds most above what it adds to a tract on
        /// average; empty where that one is no index, or its score has no parts.
        std::string mover, mover_es;
    };
    std::vector<Switcher> switchers; ///< those with most people first
};
/// Error(Infeasible) where no tract has both.
Agreement agreement_of(const study::Results& results, RankedSide a, RankedSide b);

std::string agreement_text(const study::Results& results, const Agreement& found,
                           Language language);
/// Per tract: both values and percentiles, which of them has it among the worst fifth and tenth, and the mover.
io::OutTable agreement_frame(const study::Results& results, const Agreement& found,
                             Language language);

} // namespace tractwise::report
