// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/tract_facts.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::viewer {
std::vector<PartFact> part_facts(const study::Results& results, std::size_t row,
                                 Language language) {
    std::vector<PartFact> facts;
    if (!results.index)
        return facts;
    const index::IndexResult& index = *results.index;
    for (std::size_t p = 0; p < index.parts.size(); ++p) {
        const index::IndexPart& part = index.parts[p];
        PartFact fact;
        fact.name = part.name;
        fact.label = part.label_in(language);
        fact.is_indicator = part.is_indicator;
        fact.depth = part.depth;
        fact.parent = part.parent;
        fact.weight = part.weight;
        fact.column = study::raw_column(results, part);
        fact.value = fact.column == nullptr ? kNaN : fact.column->values[row];
        fact.normalized = part.values[row];
        fact.adds = index.contribution(p, row);
        fact.share = index.score[row] > 0 ? fact.adds / index.score[row] : kNaN;
        fact.reason = part.reason(row);
        facts.push_back(std::move(fact));
    }
    return facts;
}

double median_of(const std::vector<double>& values) {
    std::vector<double> known;
    known.reserve(values.size());
    for (const double value : values)
        if (std::isfinite(value))
            known.push_back(value);
    if (known.empty())
        return kNaN;
    const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
    std::nth_element(known.begin(), middle, known.end());
    if (known.size() % 2 == 1)
        return *middle;
    return (*std::max_element(known.begin(), middle) + *middle) / 2;
}

ColumnFact ColumnFacts::of(const Snapshot& shown, const std::string& name, std::uint32_t row) {
    if (columns_.lock() != shown.columns) {
        // Layers' columns outlive a change of weights; those of the index do not.
        const bool same_table = table_.lock() == shown.results->layer_table;
        const auto stale = [&](const auto& entry) {
            return !same_table || !shown.results->layer_table->has(entry.first);
        };
        std::erase_if(medians_, stale);
        std::erase_if(below_, stale);
        columns_ = shown.columns;
        table_ = shown.results->layer_table;
    }
    if (below_of_ != row) {
        below_.clear();
        below_of_ = row;
    }
    ColumnFact fact{kNaN, kNaN, kNaN, kNaN, stats::Reliability::Unknown};
    const tract::Column* column = shown.columns->find(name);
    if (column == nullptr || row >= column->values.size())
        return fact;
    fact.value = column->values[row];
    if (!column->margin.empty()) {
        fact.margin = column->margin[row];
        fact.reliability = stats::reliability(fact.value, fact.margin);
    }
    auto median = medians_.find(name);
    if (median == medians_.end())
        median = medians_.emplace(name, median_of(column->values)).first;
    fact.median = median->second;
    auto below = below_.find(name);
    if (below == below_.end())
        below = below_.emplace(name, map::share_below(*column, fact.value)).first;
    fact.below = below->second;
    return fact;
}

} // namespace tractwise::viewer
