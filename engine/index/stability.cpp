// SPDX-License-Identifier: Apache-2.0
#include "engine/index/stability.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/index/tree.hpp"
#include "engine/index/worst_tenth.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include <fmt/format.h>

namespace tractwise::index {
namespace {

/// Quantile of sorted values, type 7 of Hyndman and Fan (1996).
double quantile7(const std::vector<double>& sorted, double share) {
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    if (below + 1 >= sorted.size())
        return sorted.back();
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

RankShift shift_of(double nominal, std::vector<double>& ranks) {
    RankShift shift;
    if (ranks.empty() || nominal == 0)
        return {kNaN, kNaN, kNaN, kNaN, kNaN, kNaN};
    const auto n = static_cast<double>(ranks.size());
    for (const double rank : ranks) {
        shift.mean += rank / n;
        shift.mean_shift += std::abs(rank - nominal) / n;
    }
    std::sort(ranks.begin(), ranks.end());
    shift.median = quantile7(ranks, 0.5);
    shift.q5 = quantile7(ranks, 0.05);
    shift.q95 = quantile7(ranks, 0.95);
    return shift;
}

/// An evaluated index whose parts are put together anew.
class Recombination {
public:
    Recombination(const IndexResult& index, const std::vector<std::string>& ids)
        : index_(index), nodes_(tree_of(index.recipe.overall)),
          groups_(groups_of(index.recipe.reference, ids, out_of_pool(index))) {}

    const std::vector<TreeNode>& nodes() const { return nodes_; }

    struct Places {
        std::vector<std::uint32_t> rank;
        std::vector<double> percentile;
    };
    /// `weight[i]`: of part i.
    Places places(std::span<const double> weight) const {
        const std::size_t rows = index_.rows();
        std::vector<std::vector<double>> values(nodes_.size()), ranks(nodes_.size());
        std::vector<std::uint16_t> present(rows);
        ValueOrder order;
        for (std::size_t node = nodes_.size(); node-- > 0;) {
            const Domain* domain = nodes_[node].domain;
            if (domain == nullptr)
                continue;
            std::vector<WeightedColumn> parts;
            for (const std::size_t child : nodes_[node].children) {
                // Those of a principal component are no choice.
                const bool own = domain->aggregation == Aggregation::PrincipalComponent;
                const double counts = own ? index_.parts[child - 1].weight : weight[child - 1];
                if (counts == 0)
                    continue;
                const Domain* inner = nodes_[child].domain;
                parts.push_back({inner == nullptr
                                     ? std::span<const double>(index_.parts[child - 1].values)
                                 : inner->carry_rank ? std::span<const double>(ranks[child])
                                                     : std::span<const double>(values[child]),
                                 counts, own ? index_.parts[child - 1].center : 0});
            }
            const std::size_t needed =
                std::min(domain->presence.needed(parts.size()), parts.size());
            values[node].resize(rows);
            domain_rows(*domain, parts, needed, 0, rows, values[node], present);
            const std::vector<double>& published =
                node == 0 ? index_.score : index_.parts[node - 1].values;
            if (domain->max_missing_indicators)
                for (std::size_t row = 0; row < rows; ++row)
                    if (std::isnan(published[row]))
                        values[node][row] = kNaN;
            if (domain->scale_to_max)
                scale_to_max(values[node], groups_, *domain->scale_to_max);
            if (domain->rank) {
                ranks[node].assign(rows, kNaN);
                normalize_groups(*domain->rank, Turn::None, domain->rank_round, values[node],
                                 groups_, order, ranks[node]);
            }
        }
        Places made{std::vector<std::uint32_t>(rows), std::vector<double>(rows)};
        rank_rows(index_.overall.carries_rank ? ranks[0] : values[0], groups_,
                  index_.recipe.direction == tract::Direction::HigherIsBetter, order, made.rank,
                  made.percentile);
        return made;
    }

private:
    const IndexResult& index_;
    std::vector<TreeNode> nodes_;
    Groups groups_;
};

/// One draw of a Dirichlet distribution around the weights of every domain's parts.
std::vector<double> drawn_weights(const std::vector<TreeNode>& nodes, double concentration,
                                  std::uint64_t seed, std::size_t number) {
    // The same numbers on every machine: std::gamma_distribution is the library's own affair.
    std::mt19937_64 random(seed * 0x9e3779b97f4a7c15U + number);
    const auto uniform = [&] { return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53; };
    const auto normal = [&] { // Box and Muller
        return std::sqrt(-2 * std::log(uniform())) *
               std::cos(2 * 3.14159265358979323846 * uniform());
    };
    // Marsaglia and Tsang (2000); below one by the power of a uniform number.
    const std::function<double(double)> gamma = [&](double shape) -> double {
        if (shape < 1)
            return gamma(shape + 1) * std::pow(uniform(), 1 / shape);
        const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
        for (;;) {
            const double x = normal(), v = std::pow(1 + c * x, 3);
            if (v > 0 && std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v))
                return d * v;
        }
    };
    std::vector<double> weights(nodes.size() - 1);
    for (std::size_t i = 1; i < nodes.size(); ++i)
        weights[i - 1] = nodes[i].weight();
    for (const TreeNode& node : nodes) {
        double sum = 0, drawn = 0;
        for (const std::size_t child : node.children)
            sum += nodes[child].weight();
        if (!(sum > 0))
            continue;
        for (const std::size_t child : node.children)
            if (double& weight = weights[child - 1]; weight > 0)
                drawn += weight = gamma(concentration * weight / sum);
        for (const std::size_t child : node.children)
            weights[child - 1] *= drawn > 0 ? sum / drawn : 0;
    }
    return weights;
}

/// Mean absolute difference of two rankings over the rows that both have.
double mean_shift(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    double sum = 0, n = 0;
    for (std::size_t row = 0; row < a.size(); ++row)
        if (a[row] != 0 && b[row] != 0) {
            sum += std::abs(static_cast<double>(a[row]) - static_cast<double>(b[row]));
            ++n;
        }
    return n > 0 ? sum / n : kNaN;
}

/// Spearman's coefficient of two rankings over the rows that both have.
double spearman(std::span<const double> a, std::span<const double> b) {
    double n = 0, x = 0, y = 0;
    for (std::size_t row = 0; row < a.size(); ++row)
        if (!std::isnan(a[row]) && !std::isnan(b[row])) {
            x += a[row];
            y += b[row];
            ++n;
        }
    x /= n;
    y /= n;
    double xx = 0, yy = 0, xy = 0;
    for (std::size_t row = 0; row < a.size(); ++row)
        if (!std::isnan(a[row]) && !std::isnan(b[row])) {
            xx += (a[row] - x) * (a[row] - x);
            yy += (b[row] - y) * (b[row] - y);
            xy += (a[row] - x) * (b[row] - y);
        }
    return xy / std::sqrt(xx * yy);
}

void each_indicator(Domain& domain, const std::function<void(Indicator&)>& visit) {
    for (Indicator& indicator : domain.indicators)
        visit(indicator);
    for (Domain& inner : domain.domains)
        each_indicator(inner, visit);
}

bool comparable(Normalization method) { // exchangeable for another one of these
    return method == Normalization::PercentRank || method == Normalization::MinMax ||
           method == Normalization::ZScore;
}

void normalize_by(IndexRecipe& recipe, Normalization method) {
    each_indicator(recipe.overall, [&](Indicator& indicator) {
        if (comparable(indicator.normalizer.method))
            indicator.normalizer.method = method;
    });
}

void aggregate_by(IndexRecipe& recipe, Aggregation method) {
    recipe.overall.aggregation = method;
}

bool leave_out(Domain& domain, const std::string& name) {
    for (Indicator& indicator : domain.indicators)
        if (indicator.name == name && indicator.enabled) {
            indicator.enabled = false;
            return true;
        }
    for (Domain& inner : domain.domains)
        if (inner.name == name && inner.enabled) {
            inner.enabled = false;
            return true;
        } else if (leave_out(inner, name)) {
            return true;
        }
    return false;
}

} // namespace

std::vector<RankShift> rank_shifts(std::span<const std::uint32_t> nominal,
                                   const std::vector<std::vector<std::uint32_t>>& rankings) {
    const auto ranked = static_cast<double>(std::count_if(
        nominal.begin(), nominal.end(), [](std::uint32_t rank) { return rank != 0; }));
    std::vector<RankShift> shifts;
    std::vector<double> ranks;
    for (std::size_t row = 0; row < nominal.size(); ++row) {
        ranks.clear();
        double worst = 0;
        for (const std::vector<std::uint32_t>& ranking : rankings)
            if (ranking[row] != 0) {
                ranks.push_back(ranking[row]);
                worst += is_worst_tenth((ranked - ranking[row]) / ranked) ? 1 : 0;
            }
        shifts.push_back(shift_of(nominal[row], ranks));
        if (!ranks.empty() && nominal[row] != 0)
            shifts.back().worst_tenth = worst / static_cast<double>(ranks.size());
    }
    return shifts;
}

std::vector<std::uint32_t> ranks_with(const IndexResult& index, const std::vector<std::string>& ids,
                                      std::span<const double> weights) {
    return Recombination(index, ids).places(weights).rank;
}

std::vector<RankShift> weight_stability(const IndexResult& index,
                                        const std::vector<std::string>& ids,
                                        const WeightChoice& choice, const Progress& progress) {
    if (choice.draws == 0 || !(choice.concentration > 0))
        throw Error(ErrorKind::Usage, "weights cannot be varied so",
                    {.where = index.recipe.declared_at,
                     .hint = "take one draw at least, and a concentration above 0"});
    const Recombination recombination(index, ids);
    const std::size_t rows = index.rows();
    std::vector<std::vector<std::uint32_t>> rankings(choice.draws);
    std::vector<std::vector<char>> worst(choice.draws);
    constexpr std::size_t kBatch = 32;
    for (std::size_t begin = 0; begin < choice.draws; begin += kBatch) {
        progress.step("the index under other weights",
                      static_cast<double>(begin) / static_cast<double>(choice.draws));
        parallel_for(
            std::min(kBatch, choice.draws - begin),
            [&](std::size_t from, std::size_t to) {
                for (std::size_t draw = begin + from; draw < begin + to; ++draw) {
                    auto places = recombination.places(drawn_weights(
                        recombination.nodes(), choice.concentration, choice.seed, draw));
                    rankings[draw] = std::move(places.rank);
                    worst[draw].resize(rows);
                    for (std::size_t row = 0; row < rows; ++row)
                        worst[draw][row] = is_worst_tenth(places.percentile[row]) ? 1 : 0;
                }
            },
            1);
    }
    std::vector<RankShift> shifts = rank_shifts(index.rank, rankings);
    for (std::size_t row = 0; row < rows; ++row) {
        if (index.rank[row] == 0)
            continue;
        double count = 0, seen = 0;
        for (std::size_t draw = 0; draw < choice.draws; ++draw) {
            count += worst[draw][row];
            seen += rankings[draw][row] != 0 ? 1 : 0;
        }
        shifts[row].worst_tenth = seen > 0 ? count / seen : kNaN;
    }
    return shifts;
}

std::vector<Alternative> alternatives(const IndexResult& index, const tract::TractTable& table,
                                      std::span<const double> people, Diagnostics& diagnostics,
                                      const Progress& progress) {
    struct Try {
        Alternative alternative;
        IndexRecipe recipe;
    };
    std::vector<Try> tries;
    const auto add = [&](Alternative::Kind kind, std::string name, const auto& change,
                         const IndexPart* part = nullptr) {
        IndexRecipe recipe = index.recipe;
        change(recipe);
        if (recipe == index.recipe)
            return;
        Alternative made{.kind = kind, .name = std::move(name)};
        if (part != nullptr) {
            made.label = part->label;
            made.label_es = part->label_es;
        }
        tries.push_back({std::move(made), std::move(recipe)});
    };
    using Kind = Alternative::Kind;
    for (const Normalization method :
         {Normalization::PercentRank, Normalization::MinMax, Normalization::ZScore})
        add(Kind::Normalization, std::string(name_of(method)),
            [&](IndexRecipe& recipe) { normalize_by(recipe, method); });
    for (const Aggregation method :
         {Aggregation::Mean, Aggregation::GeometricMean, Aggregation::Maximum})
        add(Kind::Aggregation, std::string(name_of(method)),
            [&](IndexRecipe& recipe) { aggregate_by(recipe, method); });
    for (const IndexPart& part : index.parts)
        add(
            Kind::Without, part.name,
            [&](IndexRecipe& recipe) { leave_out(recipe.overall, part.name); }, &part);
    for (const Reference reference : {Reference::All, Reference::State, Reference::County})
        add(Kind::Reference, std::string(name_of(reference)),
            [&](IndexRecipe& recipe) { recipe.reference = reference; });

    std::vector<Alternative> made;
    Finding failed{Severity::Note,
                   "alternative-not-computed",
                   index.recipe.id,
                   "other choices cannot be made with these columns and were left out",
                   0,
                   {}};
    for (std::size_t i = 0; i < tries.size(); ++i) {
        progress.step("the index by other choices",
                      static_cast<double>(i) / static_cast<double>(tries.size()));
        Diagnostics unheard;
        std::optional<IndexResult> other;
        try {
            other = evaluate(tries[i].recipe, table, unheard);
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Canceled)
                throw;
        }
        Alternative& alternative = tries[i].alternative;
        // One that leaves half of the rows without a rank says nothing about the others.
        if (!other || other->n_ranked * 2 < index.n_ranked ||
            (alternative.kind == Kind::Reference && other->rank == index.rank)) {
            if (!other || other->n_ranked * 2 < index.n_ranked) {
                ++failed.count;
                failed.examples.push_back(alternative.name);
            }
            continue;
        }
        for (std::size_t row = 0; row < index.rows(); ++row) {
            const bool was = is_worst_tenth(index.percentile[row]),
                       is = is_worst_tenth(other->percentile[row]);
            const double whom = people.empty() ? 1 : std::isnan(people[row]) ? 0 : people[row];
            alternative.enter += is && !was ? whom : 0;
            alternative.leave += was && !is ? whom : 0;
            alternative.tracts_enter += is && !was ? 1 : 0;
            alternative.tracts_leave += was && !is ? 1 : 0;
        }
        alternative.mean_shift = mean_shift(index.rank, other->rank);
        alternative.spearman = spearman(index.percentile, other->percentile);
        made.push_back(std::move(alternative));
    }
    if (failed.count > 0)
        diagnostics.add(std::move(failed));
    std::stable_sort(made.begin(), made.end(), [](const Alternative& a, const Alternative& b) {
        return a.enter + a.leave > b.enter + b.leave;
    });
    return made;
}

Sensitivity sensitivity(const IndexResult& index, const tract::TractTable& table,
                        std::size_t samples, std::uint64_t seed, const Progress& progress) {
    const std::vector<TreeNode> nodes = tree_of(index.recipe.overall);
    std::vector<std::string> names;
    std::vector<std::size_t> parts;
    for (const std::size_t child : nodes[0].children) {
        parts.push_back(child - 1);
        names.push_back(index.parts[child - 1].name);
    }
    names.emplace_back("normalization");
    names.emplace_back("aggregation");
    const std::size_t factors = names.size();

    // Each normalization is computed once: weights and means need no new one. Geometric means need values
    // above zero; z-scores have others, so they keep the mean.
    constexpr std::size_t kMethods = 3;
    std::vector<IndexResult> variants; // by normalization, then by mean and geometric mean
    for (const Normalization method :
         {Normalization::PercentRank, Normalization::MinMax, Normalization::ZScore})
        for (const bool geometric : {false, true}) {
            IndexRecipe recipe = index.recipe;
            normalize_by(recipe, method);
            aggregate_by(recipe, geometric && method != Normalization::ZScore
                                     ? Aggregation::GeometricMean
                                     : Aggregation::Mean);
            Diagnostics unheard;
            variants.push_back(evaluate(recipe, table, unheard));
        }
    const auto run = [&](const std::vector<double>& x) {
        const std::size_t method =
            std::min(kMethods - 1, static_cast<std::size_t>(x[factors - 2] * kMethods));
        const IndexResult& variant = variants[2 * method + (x[factors - 1] >= 0.5 ? 1 : 0)];
        std::vector<double> weights(variant.parts.size());
        for (std::size_t i = 0; i < weights.size(); ++i)
            weights[i] = nodes[i + 1].weight();
        for (std::size_t f = 0; f < parts.size(); ++f)
            weights[parts[f]] *= 0.5 + x[f];
        return mean_shift(index.rank, ranks_with(variant, table.ids(), weights));
    };
    std::mt19937_64 random(seed);
    const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    std::vector<std::vector<double>> a(samples, std::vector<double>(factors)), b = a;
    for (auto* matrix : {&a, &b})
        for (auto& row : *matrix)
            for (double& x : row)
                x = uniform();
    const std::size_t runs = samples * (factors + 2);
    std::vector<double> y(runs);
    constexpr std::size_t kBatch = 16;
    for (std::size_t begin = 0; begin < runs; begin += kBatch) {
        progress.step("which choices matter",
                      static_cast<double>(begin) / static_cast<double>(runs));
        parallel_for(
            std::min(kBatch, runs - begin),
            [&](std::size_t from, std::size_t to) {
                for (std::size_t i = begin + from; i < begin + to; ++i) {
                    const std::size_t sample = i / (factors + 2), which = i % (factors + 2);
                    std::vector<double> x = which == 1 ? b[sample] : a[sample];
                    if (which >= 2)
                        x[which - 2] = b[sample][which - 2];
                    y[i] = run(x);
                }
            },
            1);
    }
    Sensitivity made;
    made.evaluations = runs;
    double mean = 0, variance = 0;
    const auto n = static_cast<double>(samples);
    const auto at = [&](std::size_t sample, std::size_t which) {
        return y[sample * (factors + 2) + which];
    };
    for (std::size_t s = 0; s < samples; ++s)
        mean += (at(s, 0) + at(s, 1)) / (2 * n);
    for (std::size_t s = 0; s < samples; ++s)
        for (const std::size_t which : {0U, 1U})
            variance += (at(s, which) - mean) * (at(s, which) - mean) / (2 * n);
    made.mean_shift = mean;
    made.deviation = std::sqrt(variance);
    for (std::size_t f = 0; f < factors; ++f) {
        Sensitivity::Factor factor{.name = names[f]};
        for (std::size_t s = 0; s < samples; ++s) {
            factor.first += at(s, 1) * (at(s, f + 2) - at(s, 0)) / n;
            factor.total += (at(s, 0) - at(s, f + 2)) * (at(s, 0) - at(s, f + 2)) / (2 * n);
        }
        factor.first = variance > 0 ? factor.first / variance : 0;
        factor.total = variance > 0 ? factor.total / variance : 0;
        made.factors.push_back(std::move(factor));
    }
    return made;
}

} // namespace tractwise::index
