// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/core/progress.hpp"
#include "engine/index/stability.hpp"
#include "engine/io/writers.hpp"
#include "engine/study/results.hpp"
#include "engine/tract/tract_table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::report {

/// How an index holds when the choices behind it are made otherwise: drawn weights, other methods, parts
/// left out, and which of them matter most.
///
///     const Stability found = stability_of(*results, {.weights = {.draws = 1000}}, diagnostics, progress);
///     print(stability_text(*results, found, Language::English));
struct Stability {
    index::WeightChoice choice;
    std::vector<index::RankShift> weights; ///< per tract
    std::vector<index::Alternative> alternatives;
    std::optional<index::Sensitivity> sensitivity;
    bool counts_people = true; ///< of `alternatives`; else tracts
};
struct StabilityChoice {
    index::WeightChoice weights;
    std::size_t samples = 128; ///< of the sensitivity; 0: without it
};
/// Error(Usage) for a study without an index.
Stability stability_of(const study::Results& results, const StabilityChoice& choice,
                       Diagnostics& diagnostics, const Progress& progress);

/// The worst tenth under drawn weights: how much of it holds, and who else comes into it.
///
///     const WorstTenthHold hold = worst_tenth_hold(results, found);
///     hold_words(hold, language);      // "Of the 12 tracts of the worst tenth 9 stay in it in nine of ten draws or more; ..."
///
/// People are those of tracts where they are known; NaN where nobody is counted.
struct WorstTenthHold {
    std::size_t ranked = 0, worst = 0;
    std::size_t stay = 0;   ///< of `worst`, those that are in it in nine of ten draws or more
    std::size_t others = 0; ///< not of `worst`, but in it in some draws
    double people_stay = 0, people_others = 0;
    double mean_shift = 0; ///< of the ranks, in ranks; NaN where nobody is ranked
};
WorstTenthHold worst_tenth_hold(const study::Results& results, const Stability& found);

/// The sentences of the page, one by one, for where there is less room than that.
std::string draws_words(const Stability& found, const WorstTenthHold& hold, Language language);
std::string hold_words(const WorstTenthHold& hold, Language language);
std::string choices_head(Language language); ///< over choice_words() and moved_words()
std::string choice_words(const index::Alternative& other,
                         Language language); ///< "Without: Housing"
/// "people in 9,120, people out 8,700"
std::string moved_words(const Stability& found, const index::Alternative& other, Language language);
std::string factors_head(const index::Sensitivity& found,
                         Language language); ///< over the two below
/// "Weight of Housing", by the name of the factor
std::string factor_words(const index::IndexResult& index, const std::string& name,
                         Language language);
std::string factor_values(const index::Sensitivity::Factor& factor,
                          Language language); ///< "first 0.41, total 0.52"

/// A page: how firm the worst tenth is, which choice moves it most (in people), which factors matter.
std::string stability_text(const study::Results& results, const Stability& found,
                           Language language);

/// Share of the drawn weightings in which a tract is among the worst tenth, for a map: "risk_worst_tenth_weightings",
/// 0..1; missing where the index is, with its reason.
tract::Column weightings_column(const study::Results& results, const Stability& found);

/// Tables: per tract, per alternative, per factor (where there are any).
std::vector<io::OutTable> stability_frames(const study::Results& results, const Stability& found,
                                           Language language);

} // namespace tractwise::report
