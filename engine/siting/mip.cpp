// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/mip.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <string>

#include <CbcEventHandler.hpp>
#include <CbcModel.hpp>
#include <CbcSolver.hpp>
#include <ClpEventHandler.hpp>
#include <CoinError.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

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

/// When a search has to end. Cbc's own time limit is not looked at inside a linear program, which may
/// take longer than everything else.
class Ending {
public:
    Ending(std::stop_token stop, double seconds)
        : stop_(std::move(stop)),
          deadline_(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                       std::chrono::duration<double>(std::min(seconds, 1e8)))) {
        ::sigaction(SIGINT, nullptr, &on_interrupt_);
    }
    bool is_due() {
        keep_interrupts();
        cut_short_ = cut_short_ || stop_.stop_requested() || Clock::now() > deadline_;
        return cut_short_;
    }
    /// Cbc takes Ctrl-C for itself, as a wish for the best answer so far; here it is the program's.
    void keep_interrupts() const { ::sigaction(SIGINT, &on_interrupt_, nullptr); }
    /// Whether the search was told to end: what it then says of proofs is not believed.
    bool cut_short() const { return cut_short_; }

private:
    using Clock = std::chrono::steady_clock;
    std::stop_token stop_;
    Clock::time_point deadline_;
    struct sigaction on_interrupt_ {};
    bool cut_short_ = false;
};

/// Cbc and Clp each make copies of their handlers by clone(): the copies share the Ending.
class SearchEnd final : public CbcEventHandler {
public:
    explicit SearchEnd(Ending& ending) : ending_(&ending) {}
    CbcEventHandler* clone() const override { return new SearchEnd(*this); }
    CbcAction event(CbcEvent) override { return ending_->is_due() ? stop : noAction; }

private:
    Ending* ending_;
};

class LinearEnd final : public ClpEventHandler {
public:
    explicit LinearEnd(Ending& ending) : ending_(&ending) {}
    ClpEventHandler* clone() const override { return new LinearEnd(*this); }
    int event(Event) override { return ending_->is_due() ? kEndNow : kGoOn; }

private:
    static constexpr int kEndNow = 5, kGoOn = -1; // Clp's own numbers: 5 is "stopped by event"
    Ending* ending_;
};

/// Clp writes a line to standard output now and then, whatever its log level is; that would spoil
/// what a program prints there.
class NoOutput {
public:
    NoOutput() {
        std::fflush(stdout);
        kept_ = ::dup(STDOUT_FILENO);
        if (const int nowhere = ::open("/dev/null", O_WRONLY); nowhere >= 0) {
            ::dup2(nowhere, STDOUT_FILENO);
            ::close(nowhere);
        }
    }
    ~NoOutput() {
        std::fflush(stdout);
        if (kept_ >= 0) {
            ::dup2(kept_, STDOUT_FILENO);
            ::close(kept_);
        }
    }
    NoOutput(const NoOutput&) = delete;
    NoOutput& operator=(const NoOutput&) = delete;

private:
    int kept_ = -1;
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
    if (model.maximize)
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
        const bool up = (model.objective[c] > 0) == model.maximize;
        result.values.push_back(up ? model.upper[c] : model.lower[c]);
        result.value += model.objective[c] * result.values.back();
    }
    result.bound = result.value;
    return result;
}

/// What no values can be better than; infinite where Cbc does not know.
double possible_of(const MipModel& model, const CbcModel& cbc) {
    const double possible = cbc.getBestPossibleObjValue();
    // Before the first node it may be that of a linear program that was not finished.
    const bool is_bound = cbc.getNodeCount() > 0 && std::abs(possible) < 1e40;
    const double known = is_bound ? possible : -kInfinity;
    return model.maximize ? -known : known;
}

MipResult search(const MipModel& model, const MipOptions& options, const Progress& progress) {
    // CbcMain keeps its parameters in globals in places: one search at a time.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);

    OsiClpSolverInterface solver;
    load(model, solver);
    Ending ending(progress.stop, options.time_limit_s);
    LinearEnd linear_end(ending);
    solver.getModelPtr()->passInEventHandler(&linear_end);
    CbcModel cbc(solver);
    CbcSolverUsefulData data;
    data.noPrinting_ = true;
    cbc.setLogLevel(0);
    CbcMain0(cbc, data);
    cbc.setLogLevel(0);
    cbc.setTypePresolve(0);
    SearchEnd search_end(ending);
    cbc.passInEventHandler(&search_end);
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
            fmt::format("{:.17g}", model.maximize ? -options.cutoff : options.cutoff));
    }
    arguments.insert(arguments.end(), {"-solve", "-quit"});
    std::vector<const char*> argv;
    for (const std::string& argument : arguments)
        argv.push_back(argument.c_str());
    {
        const NoOutput quiet;
        CbcMain1(
            static_cast<int>(argv.size()), argv.data(), cbc, [](CbcModel*, int) { return 0; },
            data);
    }
    ending.keep_interrupts();
    progress.throw_if_stopped();

    MipResult result;
    if (const double* best = cbc.bestSolution(); best != nullptr) {
        result.values.assign(best, best + model.columns());
        for (std::size_t c = 0; c < model.columns(); ++c) {
            if (model.integer[c] != 0)
                result.values[c] = std::round(result.values[c]);
            result.value += model.objective[c] * result.values[c];
        }
        result.status = cbc.isProvenOptimal() && !ending.cut_short() ? MipResult::Status::Optimal
                                                                     : MipResult::Status::Feasible;
        result.bound =
            result.status == MipResult::Status::Optimal ? result.value : possible_of(model, cbc);
    } else if (!ending.cut_short() &&
               (cbc.isProvenInfeasible() || cbc.isInitialSolveProvenPrimalInfeasible())) {
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
