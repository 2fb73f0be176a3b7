// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"
#include "engine/core/progress.hpp"

#include <cstddef>
#include <limits>
#include <vector>

// Private to engine/siting: the one door to Cbc (COIN-OR branch and cut).

namespace tractwise::siting {

/// A linear model with whole-number columns, row by row.
///
///     MipModel model{.maximize = true};
///     const int y = model.add_column(0, 0, 1, true);           // open this site?
///     const int z = model.add_column(120, 0, 1, false);        // 120 people covered?
///     model.add_row(-kInfinity, 0, {{z, 1}, {y, -1}});           // z <= y
///     const MipResult best = solve_mip(model, {.time_limit_s = 20}, progress);
struct MipModel {
    struct Term {
        int column;
        double factor;
    };
    bool maximize = false;
    std::vector<double> objective, lower, upper; ///< per column
    std::vector<char> integer;
    std::vector<double> row_lower, row_upper;
    std::vector<std::size_t> row_first{0};
    std::vector<Term> terms; ///< of all rows

    int add_column(double objective_factor, double low, double high, bool whole);
    /// A column may stand in a row once only.
    void add_row(double low, double high, const std::vector<Term>& row);
    std::size_t columns() const { return objective.size(); }
    std::size_t rows() const { return row_lower.size(); }
};

struct MipOptions {
    double time_limit_s = 30; ///< of wall-clock time
    /// Ends once value and bound are this close, as a share of the value.
    double gap = 0;
    /// Values are wanted only where the objective is better than this; NaN: any. A plan that is known
    /// is best handed over so: then Infeasible is the proof that nothing beats it.
    double cutoff = std::numeric_limits<double>::quiet_NaN();
};

struct MipResult {
    enum class Status {
        Optimal,    ///< values are the best there are, proven
        Feasible,   ///< values hold, the time ended before a proof
        Infeasible, ///< proven: no values hold (with a cutoff: none that are better)
        Unknown     ///< the time ended before any values were found
    };
    Status status = Status::Unknown;
    double value = 0; ///< of the objective; only where there are values
    double bound = 0; ///< nothing is better than this; infinite where nothing is known
    std::vector<double> values;
    bool has_values() const { return status == Status::Optimal || status == Status::Feasible; }
};

/// Error(Canceled) soon after a stop request (at the next node of the search). Prints nothing.
/// One thread; equal models give equal results unless the time limit ends the search.
MipResult solve_mip(const MipModel& model, const MipOptions& options, const Progress& progress);

} // namespace tractwise::siting
