// SPDX-License-Identifier: Apache-2.0
#include "engine/index/evaluate.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::index {

namespace {

double value_in_parent(const IndexPart& part, std::size_t row) {
    return part.carries_rank ? part.ranks[row] : part.values[row];
}

bool counts(const IndexPart& part, int parent) {
    return part.parent == parent && part.weight != 0;
}

} // namespace

double IndexResult::contribution(std::size_t part, std::size_t row) const {
    if (std::isnan(score[row]))
        return kNaN;
    double share = value_in_parent(parts[part], row);
    for (int at = static_cast<int>(part);;) {
        const IndexPart& child = parts[static_cast<std::size_t>(at)];
        const IndexPart& parent =
            child.parent < 0 ? overall : parts[static_cast<std::size_t>(child.parent)];
        if (parent.scaled || parent.carries_rank ||
            (parent.aggregation != Aggregation::Sum && parent.aggregation != Aggregation::Mean &&
             parent.aggregation != Aggregation::PrincipalComponent))
            return kNaN;
        if (at == static_cast<int>(part))
            share -= child.center; // 0 but in a principal component
        share *= child.weight;
        if (parent.aggregation == Aggregation::Mean) {
            double weights = 0;
            for (const IndexPart& sibling : parts)
                if (counts(sibling, child.parent) && !std::isnan(value_in_parent(sibling, row)))
                    weights += sibling.weight;
            share /= weights;
        }
        if (child.parent < 0)
            return share;
        // A level that is missing passes nothing up, whatever its parts have.
        if (std::isnan(parent.values[row]))
            return kNaN;
        at = child.parent;
    }
}

std::vector<double> IndexResult::contributions(std::size_t part) const {
    std::vector<double> all(rows());
    for (std::size_t row = 0; row < rows(); ++row)
        all[row] = contribution(part, row);
    return all;
}

std::string IndexResult::why(std::size_t row) const {
    if (!std::isnan(score[row]))
        return {};
    if (reason[row] == io::Missing::NoPeople || reason[row] == io::Missing::Excluded) {
        std::vector<std::string> columns;
        for (const Condition& condition : recipe.pool)
            columns.push_back(condition.column);
        return fmt::format("not ranked: {} (the pool is defined by {})", describe(reason[row]),
                           join(columns, ", "));
    }
    // Down the tree to the level where too few parts are present.
    std::string text;
    int at = -1;
    for (;;) {
        const IndexPart& domain = at < 0 ? overall : parts[static_cast<std::size_t>(at)];
        std::size_t present = 0, all = 0;
        int missing_domain = -1;
        std::vector<std::string> missing;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!counts(parts[i], at))
                continue;
            ++all;
            if (!std::isnan(value_in_parent(parts[i], row))) {
                ++present;
            } else if (parts[i].is_indicator) {
                missing.push_back(
                    fmt::format("{} ({})", parts[i].name, name_of(parts[i].reason(row))));
            } else if (missing_domain < 0) {
                missing_domain = static_cast<int>(i);
            }
        }
        if (present >= std::max<std::size_t>(domain.needed, 1))
            return fmt::format("{}: its {} needs values above zero", domain.name,
                               name_of(domain.aggregation));
        text = fmt::format("{}: {} of {} values present, {} needed", domain.name, present, all,
                           domain.needed);
        if (!missing.empty())
            return text + "; missing: " + join(missing, ", ");
        if (missing_domain < 0)
            return text;
        at = missing_domain;
    }
}

namespace {

/// Walks the recipe's tree in step with the result's parts, so that each part meets its output
/// names.
class ColumnWriter {
public:
    explicit ColumnWriter(const IndexResult& result) : result_(result) {}

    std::vector<tract::Column> write() {
        write_derived(false);
        write_values(result_.recipe.overall, result_.overall, result_.score);
        next_ = 0;
        write_flags(result_.recipe.overall, result_.overall, result_.score);
        write_derived(true);
        return std::move(columns_);
    }

private:
    /// Empty where there is no Spanish label to stand before it.
    static std::string behind(const std::string& label_es, const char* more) {
        return label_es.empty() ? std::string() : label_es + more;
    }

    void add(const std::string& name, const std::string& label, const char* unit,
             std::vector<double> values, const std::vector<io::Missing>& reasons,
             const std::string& label_es = {}) {
        tract::Column column;
        column.info = {.name = name,
                       .label = label,
                       .label_es = label_es,
                       .unit = unit,
                       .source = result_.recipe.title};
        column.values = std::move(values);
        column.reasons = reasons;
        columns_.push_back(std::move(column));
    }

    void write_derived(bool adjunct) {
        for (const Derived& entry : result_.recipe.derived) {
            if (entry.adjunct != adjunct)
                continue;
            const auto made = std::find_if(
                result_.derived.begin(), result_.derived.end(),
                [&](const tract::Column& column) { return column.info.name == entry.name; });
            if (made == result_.derived.end())
                continue; // an adjunct whose inputs are absent
            columns_.push_back(*made);
            if (entry.margin.empty())
                continue;
            std::vector<io::Missing> reasons;
            for (std::size_t row = 0; row < made->margin.size(); ++row)
                if (std::isnan(made->margin[row])) {
                    if (reasons.empty())
                        reasons.assign(made->margin.size(), io::Missing::None);
                    reasons[row] = made->reason(row) != io::Missing::None
                                       ? made->reason(row)
                                       : io::Missing::NotAvailable;
                }
            add(entry.margin, made->info.label + ", margin of error (90 %)", "", made->margin,
                reasons);
        }
    }

    /// Calls indicator(recipe's, part) and domain(recipe's, part) for what is enabled, in the order
    /// of parts.
    template <typename OnIndicator, typename OnDomain>
    void each_part(const Domain& domain, OnIndicator on_indicator, OnDomain on_domain) {
        for (const Indicator& indicator : domain.indicators)
            if (indicator.enabled)
                on_indicator(indicator, result_.parts[next_++]);
        for (const Domain& inner : domain.domains)
            if (inner.enabled) {
                const IndexPart& part = result_.parts[next_++];
                on_domain(inner, part);
            }
    }

    void write_values(const Domain& domain, const IndexPart& part,
                      const std::vector<double>& values) {
        each_part(
            domain,
            [&](const Indicator& indicator, const IndexPart& p) {
                if (!indicator.output.empty())
                    add(indicator.output, p.label + ", normalized", "", p.values, p.reasons,
                        behind(p.label_es, ", normalizado"));
            },
            [&](const Domain& inner, const IndexPart& p) { write_values(inner, p, p.values); });
        if (!domain.output.empty())
            add(domain.output, part.label, "", values, part.reasons, part.label_es);
        if (!domain.rank_output.empty())
            add(domain.rank_output, part.label + ", ranked", "", part.ranks, part.reasons,
                behind(part.label_es, ", en rangos"));
    }

    /// Returns the number of flags among the indicators below, row by row.
    std::vector<double> write_flags(const Domain& domain, const IndexPart& part,
                                    const std::vector<double>& values) {
        const bool counted = counts_flags(domain);
        std::vector<double> total(counted ? result_.rows() : 0, 0.0);
        each_part(
            domain,
            [&](const Indicator& indicator, const IndexPart& p) {
                if (indicator.flag.empty())
                    return;
                auto flags = flags_of(indicator.flag_when, p.values);
                for (std::size_t row = 0; row < total.size(); ++row)
                    total[row] += flags[row] == 1 ? 1 : 0;
                add(indicator.flag, p.label + ", flag", "", std::move(flags), p.reasons,
                    behind(p.label_es, ", marca"));
            },
            [&](const Domain& inner, const IndexPart& p) {
                const auto below = write_flags(inner, p, p.values);
                for (std::size_t row = 0; row < below.size(); ++row)
                    total[row] += below[row];
            });
        if (!domain.flag.empty())
            add(domain.flag, part.label + ", flag", "", flags_of(domain.flag_when, values),
                part.reasons, behind(part.label_es, ", marca"));
        if (!domain.flag_sum.empty()) {
            std::vector<double> sum = total;
            sum.resize(result_.rows(), 0.0);
            for (std::size_t row = 0; row < sum.size(); ++row)
                if (std::isnan(values[row]))
                    sum[row] = kNaN;
            add(domain.flag_sum, part.label + ", flags", "", std::move(sum), part.reasons,
                behind(part.label_es, ", marcas"));
        }
        return total;
    }

    static bool counts_flags(const Domain& domain) {
        return std::any_of(domain.indicators.begin(), domain.indicators.end(),
                           [](const Indicator& i) { return i.enabled && !i.flag.empty(); }) ||
               std::any_of(domain.domains.begin(), domain.domains.end(),
                           [](const Domain& d) { return d.enabled && counts_flags(d); });
    }

    static std::vector<double> flags_of(const Condition& when, const std::vector<double>& values) {
        std::vector<double> flags(values.size());
        std::transform(values.begin(), values.end(), flags.begin(), [&](double x) {
            return std::isnan(x) ? kNaN : when.holds(x) ? 1.0 : 0.0;
        });
        return flags;
    }

    const IndexResult& result_;
    std::size_t next_ = 0;
    std::vector<tract::Column> columns_;
};

} // namespace

std::vector<tract::Column> IndexResult::columns() const {
    return ColumnWriter(*this).write();
}

} // namespace tractwise::index
