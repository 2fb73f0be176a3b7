// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/access/decay.hpp"
#include "engine/access/mixed_travel.hpp"
#include "engine/access/row_names.hpp"
#include "engine/core/diagnostics.hpp"
#include "engine/core/progress.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::access {

/// One access measure, as a command line or a study says it: a name and its parameters.
///
///     const auto specs = parse_measures({"nearest", "within:15", "e2sfca"});
///     const double limit = largest_reach(specs);                     // infinity: nearest has none
///     for (const AccessColumn& c : measure(specs, costs, people, doctors, diagnostics))
///         print(c.name, c.unit, c.values[home]);     // nearest_min, within_15min, e2sfca
///
/// Grammar: `name[:parameter[:parameter...]]`, a parameter is `key=value` or a bare number;
/// measures() lists all of them. Catchment measures take a threshold (`2sfca:30`), steps
/// (`e2sfca:10=1:20=0.68:30=0.22`), `sd=10:max=30`, or any decay by name
/// (`g2sfca:exponential:b=0.1:max=60`, see decay.hpp). Numbers are in the unit of the costs; a
/// measure that has a default has it in minutes. Errors: Error(Usage) for an unknown name
/// or parameter, a missing one, or one out of its range.
struct MeasureSpec {
    enum class Kind {
        Nearest,
        NearestId,
        NearestMean,
        Nth,
        Reach,
        Within,
        SupplyWithin,
        Beyond,
        Gravity,
        TwoStep,
        Enhanced,
        Gaussian,
        ThreeStep,
        Balanced,
        Agents,
        Availability
    };
    Kind kind = Kind::Nearest;
    std::string text;             ///< as given
    double number = 0;            ///< threshold, k, amount, tau
    std::optional<Decay> decay;   ///< of the catchment measures
    bool default_minutes = false; ///< a parameter was left to its default, which is in minutes

    static MeasureSpec parse(std::string_view text);

    /// No destination beyond this cost changes the value. Infinity where every one does: `nearest`
    /// and its kin, `raam`, and decays without an end; a lower limit of the matrix then means
    /// "none within the limit" (NaN) or "as far as the limit", which measure() says in a note.
    double reach() const;
    bool needs_supply() const;
    /// Error(Usage) where a default in minutes would meet costs in meters.
    void require_unit(CostUnit unit) const;
};
std::vector<MeasureSpec> parse_measures(std::span<const std::string> texts);
/// Of all specs; 0 where there is none.
double largest_reach(std::span<const MeasureSpec> specs);

/// One row of the help text.
struct MeasureInfo {
    MeasureSpec::Kind kind;
    std::string_view name;       ///< "e2sfca"
    std::string_view what;       ///< one line
    std::string_view parameters; ///< "COST=WEIGHT:..."; empty: none
    std::string_view fallback;   ///< what it is without parameters; empty: they are needed
    std::string_view formula;
    std::string_view example;
    std::string_view source; ///< citation; empty: none needed
};
std::span<const MeasureInfo> measures();

/// One value per origin, with the words that a table or codebook needs.
struct AccessColumn {
    std::string name;    ///< "nearest_min", "within_15min", "e2sfca", "e2sfca_5000_10000m"
    std::string label;   ///< "Cost to the nearest destination"
    std::string unit;    ///< "min", "m", "destinations", "supply per person", "" for a share
    std::string formula; ///< with the numbers used
    std::vector<double> values;
    /// The values are row numbers of destinations: look them up, never average them.
    bool is_destination = false;
};

/// How findings and errors of measure() call the two sides of the costs.
struct MeasureNames {
    RowNames origins{"origins"}, destinations{"destinations"};
};

/// `people` per origin, `supply` per destination (empty: every destination counts 1). Units of the
/// catchment measures are supply per person. Findings: missing people or supply (counted as 0),
/// supply that nobody can reach, measures cut off by the limit of the matrix; rows are called by
/// `names`. Errors: Error(Input) for negative people or supply, Error(Usage) where a measure looks
/// farther than the matrix goes, has a default in minutes and the costs are meters, or stands
/// twice. Sums are made in a fixed order: the number of threads never shows.
std::vector<AccessColumn> measure(std::span<const MeasureSpec> specs, const CostMatrix& costs,
                                  std::span<const double> people, std::span<const double> supply,
                                  Diagnostics& diagnostics, const Progress& progress = {},
                                  const MeasureNames& names = {});
/// For two groups that travel differently: one value per place, merged by people.
std::vector<AccessColumn> measure(std::span<const MeasureSpec> specs, const MixedTravel& mixed,
                                  std::span<const double> supply, Diagnostics& diagnostics,
                                  const Progress& progress = {}, const MeasureNames& names = {});

} // namespace tractwise::access
