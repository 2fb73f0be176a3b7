// SPDX-License-Identifier: Apache-2.0
#include "mip.hpp"

#include <tractwise/core/error.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <mutex>
#include <string>

#include <CbcEventHandler.hpp>
#include <CbcModel.hpp>
#include <CbcSolver.hpp>
#include <CoinError.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <fmt/format.h>

namespace tractwise::siting {

int MipModel::add_column(double objective_factor, double low, double high, bool whole) {
    objective.push_back(objective_factor);
    lower.push_back(low);
    upper.push_back(high);
    integer.push_back(whole ? 1 : 0);
    return static_cast<int>(columns()) - 1;
}

void MipModel::add_row(double low, double high, const std::vector<Term>& row) {
    terms.insert(terms.end(), row.begin(), row.end());
    row_first.push_back(terms.size());
    row_lower.push_back(low);
    row_upper.push_back(high);
}

namespace {

/// Ends the search when the user stops the run.
class Stopper final : public CbcEventHandler {
public:
    explicit Stopper(std::stop_token token) : token_(std::move(token)) {}
    CbcEventHandler* clone() const override { return new Stopper(*this); } // Cbc's own contract
    CbcAction event(CbcEvent) override { return token_.stop_requested() ? stop : noAction; }

private:
    std::stop_token token_;
};

double cbc_infinity(double value) {
    return std::isinf(value) ? std::copysign(COIN_DBL_MAX, value) : value;
}

std::vector<double> cbc_bounds(const std::vector<double>& values) {
    std::vector<double> out(values.size());
    std::transform(values.begin(), values.end(), out.begin(), cbc_infinity);
    return out;
}

CoinPackedMatrix matrix_of(const MipModel& model) {
    std::vector<CoinBigIndex> first(model.row_first.begin(), model.row_first.end());
    std::vector<int> index;
    std::vector<double> factor;
    index.reserve(model.terms.size());
    factor.reserve(model.terms.size());
    for (const MipModel::Term& term : model.terms) {
        index.push_back(term.column);
        factor.push_back(term.factor);
    }
    return CoinPackedMatrix(false, static_cast<int>(model.columns()),
                            static_cast<int>(model.rows()),
                            static_cast<CoinBigIndex>(factor.size()), factor.data(), index.data(),
                            first.data(), nullptr);
}

void load(const MipModel& model, OsiClpSolverInterface& solver) {
    const std::vector<double> low = cbc_bounds(model.lower), high = cbc_bounds(model.upper),
                              row_low = cbc_bounds(model.row_lower),
                              row_high = cbc_bounds(model.row_upper);
    solver.messageHandler()->setLogLevel(0);
    solver.getModelPtr()->setLogLevel(0);
    // Always the least, so that a cutoff means the same in every part of Cbc.
    std::vector<double> objective = model.objective;
    if (model.maximise)
        for (double& factor : objective)
            factor = -factor;
    solver.loadProblem(matrix_of(model), low.data(), high.data(), objective.data(), row_low.data(),
                       row_high.data());
    for (std::size_t c = 0; c < model.columns(); ++c)
        if (model.integer[c] != 0)
            solver.setInteger(static_cast<int>(c));
}

MipResult without_rows(const MipModel& model) {
    MipResult result{.status = MipResult::Status::Optimal};
    for (std::size_t c = 0; c < model.columns(); ++c) {
        const bool up = (model.objective[c] > 0) == model.maximise;
        result.values.push_back(up ? model.upper[c] : model.lower[c]);
        result.value += model.objective[c] * result.values.back();
    }
    result.bound = result.value;
    return result;
}

/// What no values can be better than; infinite where Cbc does not know.
double possible_of(const MipModel& model, const CbcModel& cbc) {
    const double possible = cbc.getBestPossibleObjValue();
    const double known = std::abs(possible) < 1e40 ? possible : -MipModel::kInfinity;
    return model.maximise ? -known : known;
}

MipResult search(const MipModel& model, const MipOptions& options, const Progress& progress) {
    // CbcMain keeps its parameters in globals in places: one search at a time.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);

    OsiClpSolverInterface solver;
    load(model, solver);
    CbcModel cbc(solver);
    CbcSolverUsefulData data;
    data.noPrinting_ = true;
    cbc.setLogLevel(0);
    CbcMain0(cbc, data);
    cbc.setLogLevel(0);
    cbc.setTypePresolve(0);
    Stopper stopper(progress.stop);
    cbc.passInEventHandler(&stopper);
    std::vector<std::string> arguments{"tractwise",
                                       "-log",
                                       "0",
                                       "-slog",
                                       "0",
                                       "-timeMode",
                                       "elapsed",
                                       "-sec",
                                       fmt::format("{:.3f}", std::max(0.01, options.time_limit_s)),
                                       "-ratio",
                                       fmt::format("{:.12f}", options.gap),
                                       "-allow",
                                       "0"};
    if (!std::isnan(options.cutoff)) {
        arguments.push_back("-cutoff");
        arguments.push_back(
            fmt::format("{:.17g}", model.maximise ? -options.cutoff : options.cutoff));
    }
    arguments.insert(arguments.end(), {"-solve", "-quit"});
    std::vector<const char*> argv;
    for (const std::string& argument : arguments)
        argv.push_back(argument.c_str());
    CbcMain1(
        static_cast<int>(argv.size()), argv.data(), cbc, [](CbcModel*, int) { return 0; }, data);
    progress.throw_if_stopped();

    MipResult result;
    if (const double* best = cbc.bestSolution(); best != nullptr) {
        result.values.assign(best, best + model.columns());
        for (std::size_t c = 0; c < model.columns(); ++c) {
            if (model.integer[c] != 0)
                result.values[c] = std::round(result.values[c]);
            result.value += model.objective[c] * result.values[c];
        }
        result.status =
            cbc.isProvenOptimal() ? MipResult::Status::Optimal : MipResult::Status::Feasible;
        result.bound =
            result.status == MipResult::Status::Optimal ? result.value : possible_of(model, cbc);
    } else if (cbc.isProvenInfeasible() || cbc.isInitialSolveProvenPrimalInfeasible()) {
        result.status = MipResult::Status::Infeasible;
    } else {
        result.bound = possible_of(model, cbc);
    }
    return result;
}

} // namespace

MipResult solve_mip(const MipModel& model, const MipOptions& options, const Progress& progress) {
    progress.throw_if_stopped();
    if (model.rows() == 0)
        return without_rows(model);
    try {
        return search(model, options, progress);
    } catch (const CoinError& error) {
        throw Error(ErrorKind::Internal,
                    fmt::format("Cbc: {} in {}", error.message(), error.methodName()));
    }
}

} // namespace tractwise::siting
