// SPDX-License-Identifier: Apache-2.0
#include "engine/index/evaluate.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"
#include "engine/index/derive.hpp"
#include "engine/index/principal.hpp"
#include "engine/index/tree.hpp"
#include "engine/tract/acs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

namespace tractwise::index {

// All absent columns in one Error: a user should not have to meet them one by one.
void require_columns(const IndexRecipe& recipe, const tract::TractTable& table,
                     const std::vector<std::string>& known) {
    std::vector<std::string> absent, hints;
    std::set<std::string, std::less<>> tables; // of the survey: a code that looks alike is no help
    for (const std::string& name : required_columns(recipe)) {
        if (table.has(name))
            continue;
        absent.push_back("\"" + name + "\"");
        if (const auto cell = tract::parse_acs_name(name))
            tables.emplace(cell->table());
        else if (const auto near = closest(name, known))
            hints.push_back(fmt::format("for \"{}\" did you mean \"{}\"?", name, *near));
    }
    if (absent.empty())
        return;
    if (!tables.empty())
        hints.push_back(
            fmt::format("cells of the ACS tables {} are missing: put these tables side by side in "
                        "one file, one row per area",
                        join(std::vector<std::string>(tables.begin(), tables.end()), ", ")));
    if (hints.empty())
        hints.push_back(
            "add the layer or source that makes them, or say optional = true or enabled = false");
    throw Error(
        ErrorKind::Input,
        fmt::format("recipe \"{}\" needs {} that the table lacks: {}", recipe.id,
                    absent.size() == 1 ? "a column" : fmt::format("{} columns", absent.size()),
                    join(absent, ", ")),
        {.where = recipe.declared_at, .hint = join(hints, "; ")});
}

namespace {

class Evaluation {
public:
    Evaluation(const IndexRecipe& recipe, const tract::TractTable& table, Diagnostics& diagnostics,
               const IndexResult* before)
        : table_(table), diagnostics_(diagnostics), before_(before), rows_(table.rows()) {
        result_.recipe = recipe;
    }

    IndexResult run() {
        result_.derived = derive(result_.recipe.derived, table_, diagnostics_);
        drop_absent(result_.recipe.overall);
        if (!any_enabled(result_.recipe.overall))
            throw Error(
                ErrorKind::Input,
                fmt::format("recipe \"{}\": the table has none of its columns", result_.recipe.id),
                {.where = result_.recipe.declared_at, .hint = {}});
        find_pool();
        groups_ = groups_of(result_.recipe.reference, table_.ids(), result_.reason);
        nodes_ = tree_of(result_.recipe.overall);
        result_.parts.resize(nodes_.size() - 1);
        find_what_stayed();
        normalize_indicators();
        for (std::size_t node = nodes_.size(); node-- > 0;) // children stand behind their parents
            if (nodes_[node].domain != nullptr)
                aggregate_domain(node);
        rank_scores();
        return std::move(result_);
    }

private:
    const tract::Column* find(const std::string& name) const {
        for (const tract::Column& column : result_.derived)
            if (column.info.name == name)
                return &column;
        return table_.find(name);
    }

    IndexPart& part(std::size_t node) {
        return node == 0 ? result_.overall : result_.parts[node - 1];
    }

    static bool any_enabled(const Domain& domain) {
        const auto on = [](const auto& p) { return p.enabled; };
        return std::any_of(domain.indicators.begin(), domain.indicators.end(), on) ||
               std::any_of(domain.domains.begin(), domain.domains.end(), on);
    }

    void drop_absent(Domain& domain) {
        for (Indicator& indicator : domain.indicators)
            if (indicator.enabled && indicator.optional && find(indicator.column) == nullptr) {
                indicator.enabled = false;
                diagnostics_.add(
                    {Severity::Warning,
                     "indicator-absent",
                     result_.recipe.id,
                     "optional indicators were left out: the table lacks their columns",
                     1,
                     {indicator.column}});
            }
        for (Domain& inner : domain.domains)
            if (inner.enabled) {
                drop_absent(inner);
                inner.enabled = any_enabled(inner);
            }
    }

    void find_pool() {
        result_.reason.assign(rows_, io::Missing::None);
        for (const Condition& condition : result_.recipe.pool) {
            const tract::Column& column = *find(condition.column);
            const bool people = condition.op == Condition::Op::Greater && condition.number == 0;
            for (std::size_t row = 0; row < rows_; ++row)
                if (result_.reason[row] == io::Missing::None &&
                    !condition.holds(column.values[row]))
                    result_.reason[row] = people && column.values[row] == 0 ? io::Missing::NoPeople
                                                                            : io::Missing::Excluded;
        }
    }

    /// For each node the part of `before_` that has the same values; null where there is none.
    void find_what_stayed() {
        stayed_.assign(nodes_.size(), nullptr);
        if (before_ == nullptr || before_->rows() != rows_)
            return;
        const IndexRecipe &was = before_->recipe, &is = result_.recipe;
        if (was.derived != is.derived || was.pool != is.pool || was.reference != is.reference)
            return;
        const std::vector<TreeNode> old = tree_of(was.overall);
        std::map<std::string_view, std::size_t> old_node;
        for (std::size_t node = 1; node < old.size(); ++node)
            old_node.emplace(before_->parts[node - 1].name, node);
        for (std::size_t node = 1; node < nodes_.size(); ++node) {
            const TreeNode& now = nodes_[node];
            const std::string& name =
                now.domain != nullptr ? now.domain->name : now.indicator->name;
            const auto found = old_node.find(name);
            if (found == old_node.end())
                continue;
            const TreeNode& then = old[found->second];
            if (now.indicator != nullptr && then.indicator != nullptr
                    ? normalized_alike(*now.indicator, *then.indicator)
                : now.domain != nullptr && then.domain != nullptr
                    ? put_together_alike(*now.domain, *then.domain)
                    : false)
                stayed_[node] = &before_->parts[found->second - 1];
        }
    }

    static bool normalized_alike(const Indicator& a, const Indicator& b) {
        return a.column == b.column && a.direction == b.direction && a.invert == b.invert &&
               a.normalizer == b.normalizer && a.round == b.round;
    }

    /// Their own weights aside. Those that can leave a row without a value although its parts are there are
    /// computed anew, so that this is found again.
    static bool put_together_alike(Domain a, const Domain& b) {
        a.weight = b.weight;
        return a == b && !a.scale_to_max &&
               (a.aggregation == Aggregation::Mean || a.aggregation == Aggregation::Sum ||
                a.aggregation == Aggregation::Maximum);
    }

    template <typename Described>
    void describe(std::size_t node, const Described& from) {
        IndexPart& p = part(node);
        p.name = from.name;
        p.label = from.label.empty() ? from.name : from.label;
        p.label_es = from.label_es;
        p.weight = from.weight;
        p.parent = static_cast<int>(nodes_[node].parent) - 1;
        p.depth = nodes_[node].depth;
    }

    /// A reason for every missing value: the pool's, `own(row)`, or NotApplicable where nothing
    /// else explains it.
    template <typename Own>
    void explain(IndexPart& p, const std::vector<double>& values, Own own) {
        for (std::size_t row = 0; row < rows_; ++row) {
            if (!std::isnan(values[row]))
                continue;
            if (p.reasons.empty())
                p.reasons.assign(rows_, io::Missing::None);
            const io::Missing pool = result_.reason[row];
            const io::Missing why = pool != io::Missing::None ? pool : own(row);
            p.reasons[row] = why != io::Missing::None ? why : io::Missing::NotApplicable;
        }
    }

    void normalize_indicators() {
        std::vector<std::size_t> indicators;
        for (std::size_t node = 0; node < nodes_.size(); ++node)
            if (nodes_[node].indicator != nullptr)
                indicators.push_back(node);
        parallel_for(
            indicators.size(),
            [&](std::size_t begin, std::size_t end) {
                thread_local ValueOrder order; // its buffers outlive the call
                for (std::size_t i = begin; i < end; ++i)
                    normalize_indicator(indicators[i], order);
            },
            1);
        for (const std::size_t node : indicators)
            tell(part(node));
        result_.n_indicators = indicators.size();
        // Which of them there are did not change where none did.
        if (before_ != nullptr && before_->n_indicators == indicators.size() &&
            std::all_of(indicators.begin(), indicators.end(),
                        [&](std::size_t node) { return stayed_[node] != nullptr; })) {
            result_.n_present = before_->n_present;
            return;
        }
        result_.n_present.assign(rows_, 0);
        parallel_for(
            rows_,
            [&](std::size_t begin, std::size_t end) {
                for (const std::size_t node : indicators) {
                    const std::vector<double>& values = part(node).values;
                    for (std::size_t row = begin; row < end; ++row)
                        result_.n_present[row] = static_cast<std::uint16_t>(
                            result_.n_present[row] + (std::isnan(values[row]) ? 0 : 1));
                }
            },
            8192);
    }

    void normalize_indicator(std::size_t node, ValueOrder& order) {
        const Indicator& indicator = *nodes_[node].indicator;
        const tract::Column& column = *find(indicator.column);
        describe(node, indicator);
        IndexPart& p = part(node);
        p.is_indicator = true;
        p.column = indicator.column;
        if (const IndexPart* same = stayed_[node]) {
            p.values = same->values;
            p.reasons = same->reasons;
            p.notes = same->notes;
            return;
        }
        p.values.assign(rows_, kNaN);
        p.notes = normalize_groups(indicator.normalizer, turn_of(indicator), indicator.round,
                                   column.values, groups_, order, p.values);
        explain(p, p.values, [&](std::size_t row) { return column.reason(row); });
    }

    /// Values that were changed before they were normalized are counted, never changed in silence.
    void tell(const IndexPart& indicator) {
        const auto say = [&](Severity severity, const char* code, const char* what,
                             std::size_t count) {
            if (count > 0)
                diagnostics_.add(
                    {severity, code, result_.recipe.id, what, count, {indicator.name}});
        };
        const ColumnNotes& notes = indicator.notes;
        say(Severity::Note, "outliers-winsorized",
            "outlying values were set to their neighbors before they were normalized",
            notes.winsorized);
        say(Severity::Note, "outliers-transformed",
            "indicators with outlying values were transformed before they were normalized",
            notes.transformed);
        say(Severity::Warning, "outliers-left",
            "indicators still have outlying values after what the recipe does about them",
            notes.outlying);
        say(Severity::Warning, "no-spread",
            "indicators whose values are all equal cannot be normalized", notes.flat);
    }

    void aggregate_domain(std::size_t node) {
        const Domain& domain = *nodes_[node].domain;
        describe(node, domain);
        IndexPart& p = part(node);
        p.aggregation = domain.aggregation;
        p.carries_rank = domain.carry_rank;
        p.scaled = domain.scale_to_max.has_value();

        if (domain.aggregation == Aggregation::PrincipalComponent)
            weigh_by_component(node);
        std::vector<WeightedColumn> parts;
        for (const std::size_t child : nodes_[node].children) {
            const IndexPart& c = part(child);
            if (c.weight != 0)
                parts.push_back({c.carries_rank ? c.ranks : c.values, c.weight, c.center});
        }
        p.needed = std::min(domain.presence.needed(parts.size()), parts.size());
        if (const IndexPart* same = stayed_[node]) {
            p.values = same->values;
            p.ranks = same->ranks;
            p.reasons = same->reasons;
            return;
        }

        std::vector<double>& values = node == 0 ? result_.score : p.values;
        values.assign(rows_, kNaN);
        std::vector<std::uint16_t> present(rows_, 0);
        parallel_for(
            rows_,
            [&](std::size_t begin, std::size_t end) {
                domain_rows(domain, parts, p.needed, begin, end, values, present);
            },
            4096);
        const std::vector<std::uint16_t> missing =
            domain.max_missing_indicators ? missing_below(node) : std::vector<std::uint16_t>{};
        const auto too_many_missing = [&](std::size_t row) {
            return !missing.empty() && missing[row] > *domain.max_missing_indicators;
        };
        for (std::size_t row = 0; row < missing.size(); ++row)
            if (too_many_missing(row))
                values[row] = kNaN;
        if (domain.scale_to_max)
            scale_to_max(values, groups_, *domain.scale_to_max);

        std::size_t undefined = 0;
        explain(p, values, [&](std::size_t row) {
            const bool too_few =
                present[row] < std::max<std::size_t>(p.needed, 1) || too_many_missing(row);
            undefined += too_few ? 0 : 1;
            return too_few ? io::Missing::Dependent : io::Missing::NotApplicable;
        });
        if (undefined > 0)
            diagnostics_.add(
                {Severity::Warning,
                 "not-positive",
                 result_.recipe.id,
                 fmt::format("areas have no {} because a part is not above zero; use a range such "
                             "as [1, 100]",
                             domain.aggregation == Aggregation::GeometricMean  ? "geometric mean"
                             : domain.aggregation == Aggregation::HarmonicMean ? "harmonic mean"
                                                                               : "value"),
                 undefined,
                 {p.name}});
        if (domain.rank) {
            thread_local ValueOrder order;
            p.ranks.assign(rows_, kNaN);
            normalize_groups(*domain.rank, Turn::None, domain.rank_round, values, groups_, order,
                             p.ranks);
        }
    }

    /// The parts of a domain get the weights of their first principal component among the areas that are ranked.
    void weigh_by_component(std::size_t node) {
        std::vector<std::span<const double>> columns;
        for (const std::size_t child : nodes_[node].children)
            columns.push_back(part(child).carries_rank ? part(child).ranks : part(child).values);
        std::vector<char> in_pool(rows_);
        for (std::size_t row = 0; row < rows_; ++row)
            in_pool[row] = result_.reason[row] == io::Missing::None;
        const Component component = first_component(columns, in_pool);
        if (component.weight.empty())
            diagnostics_.add({Severity::Warning,
                              "no-component",
                              result_.recipe.id,
                              "domains have no principal component: fewer than two areas have all "
                              "parts, or a part is the "
                              "same everywhere",
                              1,
                              {part(node).name}});
        for (std::size_t i = 0; i < nodes_[node].children.size(); ++i) {
            IndexPart& child = part(nodes_[node].children[i]);
            child.weight = component.weight.empty() ? kNaN : component.weight[i];
            child.center = component.weight.empty() ? kNaN : component.center[i];
        }
    }

    /// How many of the indicators below a domain, at any depth, are missing in each row.
    std::vector<std::uint16_t> missing_below(std::size_t node) {
        std::vector<std::uint16_t> missing(rows_, 0);
        std::vector<std::size_t> open = nodes_[node].children;
        while (!open.empty()) {
            const std::size_t at = open.back();
            open.pop_back();
            open.insert(open.end(), nodes_[at].children.begin(), nodes_[at].children.end());
            if (nodes_[at].indicator == nullptr || nodes_[at].indicator->weight == 0)
                continue;
            const std::vector<double>& values = part(at).values;
            for (std::size_t row = 0; row < rows_; ++row)
                missing[row] = static_cast<std::uint16_t>(missing[row] + std::isnan(values[row]));
        }
        return missing;
    }

    void rank_scores() {
        if (result_.overall.carries_rank)
            result_.score = result_.overall.ranks;
        result_.percentile.resize(rows_);
        result_.rank.resize(rows_);
        thread_local ValueOrder order;
        result_.n_ranked = rank_rows(result_.score, groups_,
                                     result_.recipe.direction == tract::Direction::HigherIsBetter,
                                     order, result_.rank, result_.percentile);
        if (!result_.overall.reasons.empty())
            result_.reason = result_.overall.reasons;
        if (result_.n_ranked == 0 && rows_ > 0)
            diagnostics_.add({Severity::Warning,
                              "nothing-ranked",
                              result_.recipe.id,
                              "no area has a score: " + result_.why(0),
                              rows_,
                              {}});
    }

    const tract::TractTable& table_;
    Diagnostics& diagnostics_;
    const IndexResult* before_; ///< may be null
    std::size_t rows_;
    IndexResult result_;
    Groups groups_;
    std::vector<const IndexPart*> stayed_; ///< by node
    std::vector<TreeNode> nodes_;          ///< 0 is overall; node i is part i - 1
};

} // namespace

IndexResult evaluate(const IndexRecipe& recipe, const tract::TractTable& table,
                     Diagnostics& diagnostics, const IndexResult* before) {
    validate(recipe);
    const IndexRecipe known =
        with_names_of(recipe, [&](const std::string& name) { return table.has(name); });
    require_columns(known, table, table.names());
    return Evaluation(known, table, diagnostics, before).run();
}

} // namespace tractwise::index
