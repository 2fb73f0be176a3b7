// SPDX-License-Identifier: Apache-2.0
#include "engine/index/derive.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/acs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include <fmt/format.h>

namespace tractwise::index {

namespace {

/// One input column with its margins; margins are empty where nobody has any.
struct Input {
    const tract::Column* values = nullptr;
    std::span<const double> margin;
    std::span<const io::Missing> margin_reasons;

    double value(std::size_t row) const { return values->values[row]; }

    /// The margin of a present estimate: left empty or marked as controlled, it is 0; unknown
    /// otherwise.
    double margin_at(std::size_t row) const {
        if (margin.empty())
            return kNaN;
        const double m = margin[row];
        if (!std::isnan(m))
            return m;
        const io::Missing why = margin_reasons.empty() ? io::Missing::None : margin_reasons[row];
        const bool controlled = why == io::Missing::None || why == io::Missing::Empty ||
                                why == io::Missing::MarginControlled;
        return controlled ? 0 : kNaN;
    }
};

struct Summand {
    Input input; ///< no column: a constant
    double factor;
};

/// Sum of the terms in one row, with the squares of their margins.
struct RowSum {
    double value = 0;
    double variance = 0; ///< NaN where a margin is unknown
    io::Missing reason = io::Missing::None;
};

RowSum sum_row(const std::vector<Summand>& terms, std::size_t row, Derived::ZeroMargins zeros) {
    RowSum sum;
    double largest_zero = 0;
    for (const Summand& term : terms) {
        if (term.input.values == nullptr) {
            sum.value += term.factor;
            continue;
        }
        const double x = term.input.value(row);
        if (std::isnan(x)) {
            sum.reason = io::Missing::Dependent;
            continue;
        }
        sum.value += term.factor * x;
        const double m = term.input.margin_at(row);
        if (x == 0 && zeros == Derived::ZeroMargins::Largest)
            largest_zero = std::isnan(m) ? m : std::max(largest_zero, m);
        else
            sum.variance += m * m;
    }
    sum.variance += largest_zero * largest_zero;
    return sum;
}

double rounded(double value, const std::optional<int>& decimals) {
    return decimals ? round_half_away(value, *decimals) : value;
}

double finish_margin(const Derived& entry, double margin) {
    if (entry.margin_floor)
        // A square root of a sum of whole numbers that is whole must not fall below itself.
        margin = std::floor(margin + 1e-9);
    else
        margin = rounded(margin, entry.margin_round);
    return entry.margin_max && margin > *entry.margin_max ? *entry.margin_max : margin;
}

/// Margin of the share p of two sums; by the formula for ratios where the one for proportions has
/// no root.
double margin_of_share(double p, const RowSum& of, const RowSum& over) {
    const double explained = p * p * over.variance;
    const double radicand =
        of.variance >= explained ? of.variance - explained : of.variance + explained;
    return std::sqrt(radicand) / std::abs(over.value);
}

class Deriver {
public:
    Deriver(const tract::TractTable& table, Diagnostics& diagnostics)
        : table_(table), diagnostics_(diagnostics) {}

    bool has(const std::string& name) const { return find(name) != nullptr; }

    void add(const Derived& entry) {
        auto made = std::make_unique<tract::Column>(compute(entry));
        made_.emplace(entry.name, made.get());
        order_.push_back(std::move(made));
    }

    std::vector<tract::Column> take() {
        std::vector<tract::Column> columns;
        for (auto& column : order_)
            columns.push_back(std::move(*column));
        return columns;
    }

private:
    const tract::Column* find(const std::string& name) const {
        const auto made = made_.find(name);
        return made != made_.end() ? made->second : table_.find(name);
    }

    Input input(const std::string& name, bool wants_margin) {
        Input in{.values = find(name)};
        if (in.values == nullptr)
            throw Error(ErrorKind::Input, fmt::format("column \"{}\" is absent", name),
                        {.where = {}, .hint = suggestion(name, table_.names())});
        if (!wants_margin)
            return in;
        const tract::Column* beside =
            made_.contains(name) ? nullptr
                                 : table_.find(tract::margin_column(name).value_or(std::string()));
        if (beside != nullptr) {
            in.margin = beside->values;
            in.margin_reasons = beside->reasons;
        } else if (!in.values->margin.empty()) {
            in.margin = in.values->margin;
        } else if (!made_.contains(name)) {
            diagnostics_.add(
                {Severity::Note,
                 "no-margins",
                 "recipe",
                 "columns without margins of error: the margins made of them are missing",
                 1,
                 {name}});
        }
        return in;
    }

    std::vector<Summand> summands(const std::vector<Term>& terms, bool wants_margin) {
        std::vector<Summand> list;
        for (const Term& term : terms)
            list.push_back(
                {term.column.empty() ? Input{} : input(term.column, wants_margin), term.factor});
        return list;
    }

    tract::Column compute(const Derived& entry) {
        const bool wants_margin = !entry.margin.empty();
        const auto of = summands(entry.of, wants_margin);
        const auto over = summands(entry.over, wants_margin);
        const auto counts = summands(entry.margin_of, wants_margin);
        const auto counts_over = summands(entry.margin_over, wants_margin);
        tract::Column out;
        out.info = {.name = entry.name, .label = entry.label.empty() ? entry.name : entry.label};
        if (entry.kind == Derived::Kind::Copy) {
            const tract::ColumnInfo& from = of.front().input.values->info;
            out.info.unit = from.unit;
            out.info.source = from.source;
            out.info.vintage = from.vintage;
        }
        const std::size_t rows = table_.rows();
        out.values.assign(rows, kNaN);
        if (wants_margin)
            out.margin.assign(rows, kNaN);
        const auto missing = [&](std::size_t row, io::Missing why) {
            if (out.reasons.empty())
                out.reasons.assign(rows, io::Missing::None);
            out.reasons[row] = why;
        };
        for (std::size_t row = 0; row < rows; ++row) {
            const RowSum top = sum_row(of, row, entry.zero_margins);
            if (top.reason != io::Missing::None) {
                const io::Missing own = entry.kind == Derived::Kind::Copy
                                            ? of.front().input.values->reason(row)
                                            : io::Missing::None;
                missing(row, own != io::Missing::None ? own : top.reason);
                continue;
            }
            if (entry.kind != Derived::Kind::Ratio) {
                out.values[row] = rounded(top.value, entry.round);
                if (wants_margin && counts_over.empty())
                    out.margin[row] = finish_margin(entry, std::sqrt(top.variance));
                else if (wants_margin)
                    out.margin[row] =
                        margin_from_counts(entry, out.values[row], counts, counts_over, row);
                continue;
            }
            const RowSum base = sum_row(over, row, entry.zero_margins);
            if (base.reason != io::Missing::None) {
                missing(row, base.reason);
                continue;
            }
            if (base.value == 0) {
                if (entry.zero_over)
                    out.values[row] = *entry.zero_over;
                else
                    missing(row, io::Missing::ZeroDenominator);
                continue;
            }
            const double ratio = entry.scale * top.value / base.value;
            if (entry.log && !(ratio > 0)) {
                missing(row, io::Missing::NotApplicable);
                continue;
            }
            out.values[row] = rounded(entry.log ? std::log(ratio) : ratio, entry.round);
            if (wants_margin) {
                const double p = (entry.log ? ratio : out.values[row]) / entry.scale;
                // That of a logarithm is relative: d ln x = dx / x.
                const double unit = entry.log ? 1 / p : std::abs(entry.scale);
                out.margin[row] = finish_margin(entry, unit * margin_of_share(p, top, base));
            }
        }
        return out;
    }

    static double margin_from_counts(const Derived& entry, double percent,
                                     const std::vector<Summand>& of,
                                     const std::vector<Summand>& over, std::size_t row) {
        const RowSum top = sum_row(of, row, entry.zero_margins);
        const RowSum base = sum_row(over, row, entry.zero_margins);
        if (top.reason != io::Missing::None || base.reason != io::Missing::None || base.value == 0)
            return kNaN;
        return finish_margin(entry, 100 * margin_of_share(percent / 100, top, base));
    }

    const tract::TractTable& table_;
    Diagnostics& diagnostics_;
    std::map<std::string, const tract::Column*> made_;
    std::vector<std::unique_ptr<tract::Column>> order_;
};

} // namespace

std::vector<tract::Column> derive(const std::vector<Derived>& list, const tract::TractTable& table,
                                  Diagnostics& diagnostics) {
    Deriver deriver(table, diagnostics);
    for (const Derived& entry : list) {
        const auto inputs = inputs_of(entry);
        const bool complete =
            std::all_of(inputs.begin(), inputs.end(),
                        [&](const std::string& name) { return deriver.has(name); });
        if (!complete && entry.adjunct) {
            diagnostics.add(
                {Severity::Note,
                 "adjunct-absent",
                 "recipe",
                 "additional columns that are not ranked were left out: the table lacks "
                 "what they are made of",
                 1,
                 {entry.name}});
            continue;
        }
        deriver.add(entry);
    }
    return deriver.take();
}

std::vector<std::string> inputs_of(const Derived& entry) {
    std::vector<std::string> names;
    for (const auto* terms : {&entry.of, &entry.over, &entry.margin_of, &entry.margin_over})
        for (const Term& term : *terms)
            if (!term.column.empty())
                names.push_back(term.column);
    return names;
}

} // namespace tractwise::index
