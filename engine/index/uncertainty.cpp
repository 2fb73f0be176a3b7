// SPDX-License-Identifier: Apache-2.0
#include "engine/index/uncertainty.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/index/draws.hpp"
#include "engine/index/tree.hpp"
#include "engine/index/worst_tenth.hpp"
#include "engine/tract/acs.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace tractwise::index {
namespace {

constexpr std::size_t kMostStored = 100'000'000; // places in the order, of 4 bytes each
constexpr std::size_t kBatch = 8; // fours of draws between two looks at the stop button
constexpr std::size_t kSteps = 32'768;
constexpr std::size_t kFewest = 8'192; // rows from which on counting steps pays
constexpr double kLow = 0.05, kHigh = 0.95;

const tract::Column* column_of(const IndexResult& index, const tract::TractTable& table,
                               const std::string& name) {
    for (const tract::Column& column : index.derived)
        if (column.info.name == name)
            return &column;
    return table.find(name);
}

/// The margins of a column: its own, or those of the column that the table has for them.
std::span<const double> margins_of(const tract::Column& column, const tract::TractTable& table) {
    if (!column.margin.empty())
        return column.margin;
    const std::optional<std::string> beside = tract::margin_column(column.info.name);
    const tract::Column* margins = beside ? table.find(*beside) : nullptr;
    return margins != nullptr ? std::span<const double>(margins->values)
                              : std::span<const double>();
}

/// Where the values of a column can lie. A share that is published as a percent may say so only in
/// the recipe that makes it.
Bounds bounds_of(const tract::Column& column, const IndexRecipe& recipe) {
    const std::string& unit = column.info.unit;
    if (unit == "share" || unit == "percentile")
        return {0, 1};
    bool percent = unit == "percent" || unit == "%";
    for (const Derived& derived : recipe.derived)
        percent = percent || (derived.name == column.info.name && derived.scale == 100);
    if (percent)
        return {0, 100};
    const bool negative = std::any_of(column.values.begin(), column.values.end(),
                                      [](double value) { return value < 0; });
    return {negative ? -kInfinity : 0, kInfinity};
}

ColumnDraws draws_of(const tract::Column& column, std::span<const double> values,
                     const IndexResult& index, const tract::TractTable& table, std::uint64_t seed) {
    return ColumnDraws({values, margins_of(column, table), bounds_of(column, index.recipe)},
                       keys_of(table.ids(), column.info.name, seed));
}

/// Percent ranks of one column by counting how many values fall into each of many equal steps
/// between its ends.
class CountingRanks {
public:
    CountingRanks() : counts_(kSteps + 1), ranks_(kSteps + 1) {}

    /// total[i] += weight x (rank_min - 1) / (n - 1) of values[i], nothing where that is missing.
    /// `turned`: ranks of -value; `after`: 1 - rank. `decimals`: 10 to their power; 0: no rounding.
    struct How {
        double least, greatest;
        bool turned, after;
        double decimals, scale;
        float weight;
    };
    void add(std::span<const float> values, const How& how, std::span<float> total) {
        const std::size_t rows = values.size();
        steps_.resize(rows);
        std::fill(counts_.begin(), counts_.end(), 0U);
        const auto from = static_cast<float>(how.turned ? how.greatest : how.least);
        const double width = how.greatest - how.least;
        const auto scale = static_cast<float>(
            width > 0 ? (how.turned ? -1.0 : 1.0) * static_cast<double>(kSteps - 1) / width : 0);
        for (std::size_t i = 0; i < rows; ++i) {
            const float at = (values[i] - from) * scale;
            // A missing value is no number, and falls into the step behind the last.
            const int step = at >= -0.5F ? static_cast<int>(at) : static_cast<int>(kSteps);
            steps_[i] = static_cast<std::uint16_t>(
                at >= static_cast<float>(kSteps) ? static_cast<int>(kSteps) - 1 : step);
        }
        for (std::size_t i = 0; i < rows; ++i)
            ++counts_[steps_[i]];
        const std::size_t n = rows - counts_[kSteps];
        const double unit = n < 2 ? 0 : how.scale / static_cast<double>(n - 1);
        std::uint32_t below = 0;
        for (std::size_t step = 0; step < kSteps; ++step) {
            ranks_[step] = static_cast<float>(unit * below);
            below += counts_[step];
        }
        for (std::size_t step = 0; step < kSteps; ++step) {
            auto rank = static_cast<double>(ranks_[step]);
            if (how.decimals > 0)
                rank = static_cast<double>(static_cast<long long>(rank * how.decimals + 0.5)) /
                       how.decimals;
            ranks_[step] = how.weight * static_cast<float>(how.after ? how.scale - rank : rank);
        }
        ranks_[kSteps] = 0;
        for (std::size_t i = 0; i < rows; ++i)
            total[i] += ranks_[steps_[i]];
    }

private:
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint16_t> steps_;
    std::vector<float> ranks_;
};

/// A row's place in one draw in 32 bits: how many rows are worse, and how many share its score.
class PackedPlace {
public:
    explicit PackedPlace(std::size_t rows)
        : bits_(std::max(1, static_cast<int>(std::bit_width(rows)))),
          most_tied_((std::uint32_t{1} << (32 - bits_)) - 1) {}
    std::uint32_t pack(std::size_t worse, std::size_t tied) const {
        return static_cast<std::uint32_t>(worse) << (32 - bits_) |
               static_cast<std::uint32_t>(std::min<std::size_t>(tied, most_tied_));
    }
    std::size_t worse(std::uint32_t packed) const { return packed >> (32 - bits_); }
    std::size_t tied(std::uint32_t packed) const { return packed & most_tied_; } ///< 0: not ranked

private:
    int bits_;
    std::uint32_t most_tied_;
};

class Resampling {
public:
    Resampling(const IndexResult& index, const tract::TractTable& table,
               const UncertaintyChoice& choice)
        : index_(index), choice_(choice), rows_(index.rows()),
          nodes_(tree_of(index.recipe.overall)), draws_(nodes_.size()), places_(rows_),
          ranked_with_(rows_, 0) {
        const std::vector<io::Missing> left_out = out_of_pool(index);
        groups_ = groups_of(index.recipe.reference, table.ids(), left_out);
        for (const auto& rows : groups_) {
            const auto ranked = std::count_if(rows.begin(), rows.end(), [&](std::uint32_t row) {
                return std::isfinite(index.score[row]);
            });
            for (const std::uint32_t row : rows)
                ranked_with_[row] = static_cast<std::size_t>(ranked);
        }
        for (std::size_t node = 1; node < nodes_.size(); ++node) {
            if (nodes_[node].indicator == nullptr)
                continue;
            const tract::Column& column = *column_of(index, table, nodes_[node].indicator->column);
            std::vector<double> compared = column.values;
            for (std::size_t row = 0; row < rows_; ++row)
                if (left_out[row] != io::Missing::None)
                    compared[row] = kNaN;
            draws_[node] = std::make_unique<ColumnDraws>(
                draws_of(column, compared, index, table, choice.seed));
            const auto estimates = std::count_if(compared.begin(), compared.end(),
                                                 [](double value) { return std::isfinite(value); });
            sources_.push_back({nodes_[node].indicator->column, static_cast<std::size_t>(estimates),
                                draws_[node]->drawn(), draws_[node]->without_margin()});
            if (draws_[node]->fixed())
                draws_[node].reset(); // the point estimate's values stand
        }
        // A domain moves where anything below it does.
        moves_.assign(nodes_.size(), false);
        for (std::size_t node = nodes_.size(); node-- > 0;) {
            moves_[node] = draws_[node] != nullptr;
            for (const std::size_t child : nodes_[node].children)
                moves_[node] = moves_[node] || (moves_[child] && nodes_[child].weight() > 0);
        }
        // What a parent leaves out need not be drawn.
        for (std::size_t node = 1; node < nodes_.size(); ++node)
            moves_[node] = moves_[node] && moves_[nodes_[node].parent] && nodes_[node].weight() > 0;
        linear_ = is_linear();
        if (linear_)
            prepare_linear();
    }

    IndexUncertainty run(const Progress& progress) {
        IndexUncertainty made;
        for (std::vector<double>* list : {&made.percentile_lo, &made.percentile_hi, &made.rank_lo,
                                          &made.rank_hi, &made.p_worst_tenth})
            list->assign(rows_, kNaN);
        const std::size_t at_once = std::max<std::size_t>(1, kMostStored / choice_.draws);
        const std::size_t passes = (rows_ + at_once - 1) / std::max<std::size_t>(at_once, 1);
        for (std::size_t first = 0, pass = 0; first < rows_; first += at_once, ++pass) {
            const std::size_t last = std::min(rows_, first + at_once);
            const Progress part =
                progress.part(static_cast<double>(pass) / static_cast<double>(passes),
                              static_cast<double>(pass + 1) / static_cast<double>(passes));
            stored_ =
                std::make_unique_for_overwrite<std::uint32_t[]>(choice_.draws * (last - first));
            const std::size_t fours = (choice_.draws + 3) / 4;
            for (std::size_t begin = 0; begin < fours; begin += kBatch) {
                part.step("how sure the index is",
                          static_cast<double>(begin) / static_cast<double>(fours));
                parallel_for(
                    std::min(kBatch, fours - begin),
                    [&](std::size_t from, std::size_t to) {
                        const auto scratch = take_scratch();
                        for (std::size_t four = begin + from; four < begin + to; ++four)
                            if (linear_)
                                compute_linear(four, first, last, *scratch);
                            else
                                compute(four, first, last, *scratch);
                    },
                    1);
            }
            parallel_for(
                last - first,
                [&](std::size_t from, std::size_t to) { summarize(first, from, to, last, made); },
                64);
        }
        made.sources = sources_;
        made.choice = choice_;
        return made;
    }

private:
    /// What one thread needs for four draws.
    struct Scratch {
        std::vector<std::vector<float>> drawn; ///< per indicator that moves: four draws of all rows
        std::vector<std::vector<float>> totals;         ///< per domain that moves, likewise
        std::vector<std::vector<double>> values, ranks; ///< per node that moves, of one draw
        std::vector<double> doubles;
        std::vector<std::uint16_t> present;
        ValueOrder order;
        CountingRanks counting;
    };
    struct GiveBack {
        Resampling* to;
        void operator()(Scratch* scratch) const {
            const std::lock_guard lock(to->scratch_mutex_);
            to->scratch_.emplace_back(scratch);
        }
    };
    std::unique_ptr<Scratch, GiveBack> take_scratch() {
        const std::lock_guard lock(scratch_mutex_);
        if (scratch_.empty())
            return {new Scratch, GiveBack{this}};
        Scratch* last = scratch_.back().release();
        scratch_.pop_back();
        return {last, GiveBack{this}};
    }

    const IndexPart& part(std::size_t node) const {
        return node == 0 ? index_.overall : index_.parts[node - 1];
    }
    const std::vector<double>& point(std::size_t node) const {
        return node == 0 ? index_.score : index_.parts[node - 1].values;
    }

    /// Whether every domain is a weighted mean or sum of ranks over all rows and nothing more: then
    /// draws can be added up as they are ranked, without being kept.
    bool is_linear() const {
        if (groups_.size() != 1 || groups_[0].size() < kFewest)
            return false;
        for (std::size_t node = 0; node < nodes_.size(); ++node) {
            if (!moves_[node])
                continue;
            if (const Indicator* indicator = nodes_[node].indicator) {
                if (indicator->normalizer.method != Normalization::PercentRank ||
                    indicator->normalizer.round_before || indicator->normalizer.outliers)
                    return false;
                continue;
            }
            const Domain& domain = *nodes_[node].domain;
            if ((domain.aggregation != Aggregation::Mean &&
                 domain.aggregation != Aggregation::Sum) ||
                domain.round || domain.scale_to_max || domain.rank)
                return false;
        }
        return moves_[0];
    }

    /// What does not change from draw to draw: what the parts that stand still add to each domain, and
    /// what its sum is multiplied by. Missing values are missing in every draw.
    void prepare_linear() {
        still_.resize(nodes_.size());
        factor_.resize(nodes_.size());
        for (std::size_t node = 0; node < nodes_.size(); ++node) {
            if (!moves_[node] || nodes_[node].domain == nullptr)
                continue;
            still_[node].assign(rows_, 0);
            factor_[node].assign(rows_, 0);
            for (std::size_t row = 0; row < rows_; ++row) {
                double sum = 0, weights = 0;
                for (const std::size_t child : nodes_[node].children) {
                    const double value = point(child)[row], weight = nodes_[child].weight();
                    if (std::isnan(value))
                        continue;
                    weights += weight;
                    sum += moves_[child] ? 0 : weight * value;
                }
                const bool known = !std::isnan(point(node)[row]);
                const bool mean = nodes_[node].domain->aggregation == Aggregation::Mean;
                still_[node][row] = static_cast<float>(sum);
                factor_[node][row] = !known ? std::numeric_limits<float>::quiet_NaN()
                                     : mean ? static_cast<float>(1 / weights)
                                            : 1;
            }
        }
    }

    void compute_linear(std::size_t four, std::size_t first, std::size_t last, Scratch& scratch) {
        scratch.totals.resize(nodes_.size());
        scratch.drawn.resize(1);
        std::vector<float>& drawn = scratch.drawn[0];
        drawn.resize(4 * rows_);
        const auto lane_of = [&](std::vector<float>& all, std::size_t lane) {
            return std::span<float>(all).subspan(lane * rows_, rows_);
        };
        for (std::size_t node = 0; node < nodes_.size(); ++node)
            if (moves_[node] && nodes_[node].domain != nullptr) {
                scratch.totals[node].resize(4 * rows_);
                for (std::size_t lane = 0; lane < 4; ++lane)
                    std::copy(still_[node].begin(), still_[node].end(),
                              lane_of(scratch.totals[node], lane).begin());
            }
        for (std::size_t node = nodes_.size(); node-- > 1;) { // children stand behind their parents
            if (!moves_[node])
                continue;
            std::vector<float>& above = scratch.totals[nodes_[node].parent];
            const auto weight = static_cast<float>(nodes_[node].weight());
            if (const Indicator* indicator = nodes_[node].indicator) {
                const ColumnDraws& draws = *draws_[node];
                const Turn turn = turn_of(*indicator);
                draws.draw_four(four, drawn);
                for (std::size_t lane = 0; lane < 4; ++lane)
                    scratch.counting.add(
                        lane_of(drawn, lane),
                        {.least = draws.least(),
                         .greatest = draws.greatest(),
                         .turned = turn == Turn::Before,
                         .after = turn == Turn::After,
                         .decimals = indicator->round ? std::pow(10, *indicator->round) : 0,
                         .scale = indicator->normalizer.scale,
                         .weight = weight},
                        lane_of(above, lane));
                continue;
            }
            for (std::size_t lane = 0; lane < 4; ++lane) {
                const std::span<float> total = lane_of(scratch.totals[node], lane),
                                       into = lane_of(above, lane);
                for (std::size_t row = 0; row < rows_; ++row) {
                    const float value = total[row] * factor_[node][row];
                    into[row] += std::isnan(value) ? 0 : weight * value;
                }
            }
        }
        scratch.doubles.resize(rows_);
        for (std::size_t lane = 0; lane < 4 && 4 * four + lane < choice_.draws; ++lane) {
            const std::span<float> total = lane_of(scratch.totals[0], lane);
            for (std::size_t row = 0; row < rows_; ++row)
                scratch.doubles[row] = static_cast<double>(total[row] * factor_[0][row]);
            store(scratch.doubles, 4 * four + lane, first, last, scratch);
        }
    }

    void compute(std::size_t four, std::size_t first, std::size_t last, Scratch& scratch) {
        scratch.values.resize(nodes_.size());
        scratch.ranks.resize(nodes_.size());
        scratch.drawn.resize(nodes_.size());
        for (std::size_t node = 0; node < nodes_.size(); ++node)
            if (draws_[node]) {
                scratch.drawn[node].resize(4 * rows_);
                draws_[node]->draw_four(four, scratch.drawn[node]);
            }
        for (std::size_t lane = 0; lane < 4 && 4 * four + lane < choice_.draws; ++lane) {
            for (std::size_t node = nodes_.size(); node-- > 0;) {
                if (!moves_[node])
                    continue;
                if (nodes_[node].indicator != nullptr)
                    normalize_draw(node, lane, scratch);
                else
                    compute_domain(node, scratch);
            }
            const std::vector<double>& score = !moves_[0]             ? index_.score
                                               : part(0).carries_rank ? scratch.ranks[0]
                                                                      : scratch.values[0];
            store(score, 4 * four + lane, first, last, scratch);
        }
    }

    void normalize_draw(std::size_t node, std::size_t lane, Scratch& scratch) const {
        const Indicator& indicator = *nodes_[node].indicator;
        std::vector<double>& out = scratch.values[node];
        out.assign(rows_, kNaN);
        const auto drawn = std::span<const float>(scratch.drawn[node]).subspan(lane * rows_, rows_);
        scratch.doubles.assign(drawn.begin(), drawn.end());
        normalize_groups(indicator.normalizer, turn_of(indicator), indicator.round, scratch.doubles,
                         groups_, scratch.order, out);
    }

    void compute_domain(std::size_t node, Scratch& scratch) const {
        const Domain& domain = *nodes_[node].domain;
        std::vector<WeightedColumn> parts;
        for (const std::size_t child : nodes_[node].children) {
            // Of a principal component as it was estimated: its weights are part of the index.
            const double weight = part(child).weight, center = part(child).center;
            if (weight == 0)
                continue;
            const bool rank = nodes_[child].domain != nullptr && nodes_[child].domain->carry_rank;
            if (moves_[child])
                parts.push_back(
                    {rank ? scratch.ranks[child] : scratch.values[child], weight, center});
            else
                parts.push_back({rank ? part(child).ranks : point(child), weight, center});
        }
        std::vector<double>& values = scratch.values[node];
        values.resize(rows_);
        scratch.present.resize(rows_);
        domain_rows(domain, parts, part(node).needed, 0, rows_, values, scratch.present);
        // Which rows have too little is no matter of chance.
        const std::vector<double>& published = point(node);
        if (node != 0 || !index_.overall.carries_rank)
            for (std::size_t row = 0; row < rows_; ++row)
                if (std::isnan(published[row]))
                    values[row] = kNaN;
        if (domain.scale_to_max)
            scale_to_max(values, groups_, *domain.scale_to_max);
        if (domain.rank) {
            scratch.ranks[node].assign(rows_, kNaN);
            normalize_groups(*domain.rank, Turn::None, domain.rank_round, values, groups_,
                             scratch.order, scratch.ranks[node]);
        }
    }

    void store(const std::vector<double>& score, std::size_t number, std::size_t first,
               std::size_t last, Scratch& scratch) {
        std::uint32_t* into = stored_.get() + number * (last - first);
        std::fill_n(into, last - first, 0U);
        const bool low_is_worse = index_.recipe.direction == tract::Direction::HigherIsBetter;
        for (const auto& rows : groups_) {
            scratch.order.sort(score, rows);
            const std::size_t n = scratch.order.size();
            scratch.order.each_tie(
                [&](std::size_t below, std::size_t upto, std::span<const std::uint32_t> tied) {
                    const std::uint32_t packed =
                        places_.pack(low_is_worse ? below : n - upto, tied.size());
                    for (const std::uint32_t row : tied)
                        if (row >= first && row < last)
                            into[row - first] = packed;
                });
        }
    }

    /// The ends of the intervals of rows first + from ... first + to - 1, out of what is stored.
    void summarize(std::size_t first, std::size_t from, std::size_t to, std::size_t last,
                   IndexUncertainty& made) const {
        const std::size_t width = last - first;
        constexpr std::size_t kBlock = 32; // rows that are read side by side
        std::vector<std::uint32_t> block;
        for (std::size_t start = from; start < to; start += kBlock) {
            const std::size_t count = std::min(kBlock, to - start);
            block.resize(count * choice_.draws);
            for (std::size_t draw = 0; draw < choice_.draws; ++draw)
                for (std::size_t i = 0; i < count; ++i)
                    block[i * choice_.draws + draw] = stored_[draw * width + start + i];
            for (std::size_t i = 0; i < count; ++i)
                if (const std::size_t row = first + start + i; !std::isnan(index_.score[row]))
                    summarize_row(row, std::span(block).subspan(i * choice_.draws, choice_.draws),
                                  made);
        }
    }

    void summarize_row(std::size_t row, std::span<std::uint32_t> places,
                       IndexUncertainty& made) const {
        const std::size_t n = ranked_with_[row];
        std::vector<std::uint32_t> worse, better;
        worse.reserve(places.size());
        better.reserve(places.size());
        // Out of n, so many are better off at least than one of the worst tenth.
        const auto enough =
            static_cast<std::size_t>(std::ceil(kWorstTenth * static_cast<double>(n) - 1e-9));
        std::size_t worst = 0;
        for (const std::uint32_t place : places) {
            const std::size_t tied = places_.tied(place);
            if (tied == 0)
                continue;
            const std::size_t ahead = places_.worse(place);
            const std::size_t behind = n > ahead + tied ? n - ahead - tied : 0;
            worse.push_back(static_cast<std::uint32_t>(ahead));
            better.push_back(static_cast<std::uint32_t>(behind));
            worst += behind >= enough ? 1 : 0;
        }
        if (worse.size() * 2 < choice_.draws)
            return;
        made.p_worst_tenth[row] = static_cast<double>(worst) / static_cast<double>(worse.size());
        std::tie(made.rank_lo[row], made.rank_hi[row]) = ends(worse);
        std::tie(made.percentile_lo[row], made.percentile_hi[row]) = ends(better);
        made.rank_lo[row] += 1;
        made.rank_hi[row] += 1;
        made.percentile_lo[row] /= static_cast<double>(n);
        made.percentile_hi[row] /= static_cast<double>(n);
    }

    /// The smallest of the values with at least 5 % of them not above it, and with at least 95 %.
    static std::pair<double, double> ends(std::vector<std::uint32_t>& values) {
        const auto place = [&](double share) {
            return values.begin() +
                   static_cast<std::ptrdiff_t>(std::max(
                       0.0, std::ceil(share * static_cast<double>(values.size()) - 1e-9) - 1));
        };
        std::nth_element(values.begin(), place(kLow), values.end());
        const double low = *place(kLow);
        std::nth_element(place(kLow), place(kHigh), values.end());
        return {low, *place(kHigh)};
    }

    const IndexResult& index_;
    UncertaintyChoice choice_;
    std::size_t rows_;
    std::vector<TreeNode> nodes_;
    std::vector<std::unique_ptr<ColumnDraws>> draws_; ///< per node; null: it does not move
    std::vector<bool> moves_;
    std::vector<IndexUncertainty::Source> sources_;
    PackedPlace places_;
    Groups groups_;
    std::vector<std::size_t> ranked_with_;    ///< per row: how many rows are ranked in its group
    std::unique_ptr<std::uint32_t[]> stored_; ///< PackedPlace by draw and row
    bool linear_ = false;
    std::vector<std::vector<float>> still_, factor_; ///< per domain that moves: prepare_linear()
    std::mutex scratch_mutex_;
    std::vector<std::unique_ptr<Scratch>> scratch_;
};

/// What an indicator makes of a value among the values of its column, where that is a rank.
double percent_rank_among(const std::vector<double>& sorted, double value) {
    const auto below = std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin();
    return sorted.size() < 2 ? 0
                             : static_cast<double>(below) / static_cast<double>(sorted.size() - 1);
}

} // namespace

double IndexUncertainty::monte_carlo_error(double share) const {
    return std::sqrt(share * (1 - share) / static_cast<double>(choice.draws));
}

double reliability_of_place(const IndexUncertainty& uncertainty, std::size_t row) {
    const double width = uncertainty.percentile_hi[row] - uncertainty.percentile_lo[row];
    return std::isnan(width) ? kNaN : width <= kSurePlace ? 3 : width <= kUnsurePlace ? 2 : 1;
}

IndexUncertainty uncertainty(const IndexResult& index, const tract::TractTable& table,
                             const UncertaintyChoice& choice, Diagnostics& diagnostics,
                             const Progress& progress) {
    if (choice.draws < kFewestDraws || choice.draws > kMostDraws)
        throw Error(
            ErrorKind::Usage, fmt::format("{} draws cannot be made", choice.draws),
            {.where = index.recipe.declared_at,
             .hint = fmt::format("take {} to {}; 1000 is usual", kFewestDraws, kMostDraws)});
    Resampling resampling(index, table, choice);
    IndexUncertainty made = resampling.run(progress);
    Finding none{Severity::Note,
                 "taken-as-exact",
                 index.recipe.id,
                 "indicators have no margins of error and are taken as exact: intervals hold the "
                 "survey's error of the others only",
                 0,
                 {}};
    Finding unknown{Severity::Warning,
                    "margins-unknown",
                    index.recipe.id,
                    "estimates have no margin of error where others of their column have one; they "
                    "are taken as exact, so these intervals are too narrow",
                    0,
                    {}};
    for (const IndexUncertainty::Source& source : made.sources) {
        Finding& finding = source.drawn == 0 ? none : unknown;
        if (source.estimates == 0 || (source.drawn > 0 && source.without_margin == 0))
            continue;
        finding.count += source.drawn == 0 ? 1 : source.without_margin;
        if (finding.examples.size() < Finding::kMaxExamples)
            finding.examples.push_back(source.column);
    }
    for (Finding* finding : {&none, &unknown})
        if (finding->count > 0)
            diagnostics.add(std::move(*finding));
    return made;
}

std::vector<MarginEffect> margin_effects(const IndexResult& index, const tract::TractTable& table,
                                         std::size_t row, const UncertaintyChoice& choice) {
    std::vector<MarginEffect> effects;
    const std::vector<TreeNode> nodes = tree_of(index.recipe.overall);
    for (std::size_t part = 0; part < index.parts.size(); ++part) {
        const Indicator* indicator = nodes[part + 1].indicator;
        const double contribution = index.contribution(part, row);
        if (indicator == nullptr || std::isnan(contribution) ||
            indicator->normalizer.method != Normalization::PercentRank)
            continue;
        const tract::Column& column = *column_of(index, table, indicator->column);
        const ColumnDraws draws = draws_of(column, column.values, index, table, choice.seed);
        if (draws.fixed())
            continue;
        std::vector<double> sorted;
        for (std::size_t other = 0; other < index.rows(); ++other)
            if (!std::isnan(index.parts[part].values[other]))
                sorted.push_back(column.values[other]);
        std::sort(sorted.begin(), sorted.end());
        double sum = 0, squares = 0;
        for (std::size_t number = 0; number < choice.draws; ++number) {
            const double rank = percent_rank_among(sorted, draws.draw_of(number, row));
            sum += rank;
            squares += rank * rank;
        }
        const auto n = static_cast<double>(choice.draws);
        const double deviation = std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n)));
        // What a unit of the normalized value adds to the score: a mean of ranks is linear in each.
        double slope = 1;
        for (std::size_t at = part + 1; at != 0; at = nodes[at].parent) {
            const Domain& domain = *nodes[nodes[at].parent].domain;
            slope *= index.parts[at - 1].weight;
            if (domain.aggregation != Aggregation::Mean)
                continue;
            double weights = 0;
            for (const std::size_t sibling : nodes[nodes[at].parent].children)
                if (!std::isnan(index.parts[sibling - 1].values[row]))
                    weights += nodes[sibling].weight();
            slope /= weights;
        }
        if (deviation > 0)
            effects.push_back({part, slope * indicator->normalizer.scale * deviation});
    }
    std::stable_sort(
        effects.begin(), effects.end(),
        [](const MarginEffect& a, const MarginEffect& b) { return a.deviation > b.deviation; });
    return effects;
}

} // namespace tractwise::index
