// SPDX-License-Identifier: Apache-2.0
#include "viewer/weigh/index_offers.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/recipe.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

/// Columns that are there, with a source behind them.
class KnownColumns {
public:
    explicit KnownColumns(const tract::TractTable& table) {
        for (const tract::TableColumn& column : table.columns())
            if (column.has_source())
                known_.insert(column.info().name);
            else
                empty_.insert(column.info().name);
    }
    bool has(const std::string& column) const { return known_.contains(column); }
    /// A column that stands in the table while nothing fills it.
    bool is_empty(const std::string& column) const { return empty_.contains(column); }

private:
    std::set<std::string> known_, empty_;
};

/// A domain alone, as a recipe of its own would need it.
std::vector<std::string> columns_of(const index::IndexRecipe& recipe, const index::Domain& domain) {
    index::IndexRecipe alone = recipe;
    alone.pool.clear();
    alone.overall.indicators.clear();
    alone.overall.domains = {domain};
    return index::required_columns(alone);
}

/// Whether enough of a domain is there although some of its columns are empty: the recipe says how
/// many indicators a tract needs (`presence`), "half" for Housing.
bool is_enough(const index::Domain& domain, const std::vector<std::string>& columns,
               const KnownColumns& known) {
    for (const std::string& column : columns)
        if (!known.has(column) && !known.is_empty(column))
            return false;
    std::size_t parts = 0;
    std::size_t there = 0;
    for (const index::Indicator& indicator : domain.indicators)
        if (indicator.enabled) {
            ++parts;
            there += known.has(indicator.column) ? 1 : 0;
        }
    return parts > 0 && there >= domain.presence.needed(parts);
}

/// "Access to supermarkets (stores)": the layer that makes a column, with what it reads first; empty
/// where none does: an agency's own column.
std::string maker_of(const std::string& column, const layer::LayerCatalog& catalog,
                     Language language) {
    for (const std::unique_ptr<layer::Layer>& layer : catalog.layers())
        for (const tract::ColumnInfo& made : layer->info().makes)
            if (made.name == column)
                return fmt::format("{} ({})", layer->info().title_in(language),
                                   layer->info().needs.empty() ? ""
                                                               : layer->info().needs.front().role);
    return {};
}

} // namespace

std::vector<IndexOffer> index_offers(const study::Results& results,
                                     const std::vector<std::filesystem::path>& folders,
                                     const layer::LayerCatalog& catalog, Language language) {
    const KnownColumns known(*results.layer_table);
    std::vector<IndexOffer> offers;
    for (const std::string& id : index::list_recipes(folders)) {
        index::IndexRecipe recipe;
        try {
            recipe = index::load_recipe(id, folders);
        } catch (const Error&) {
            continue; // the command line says what is wrong with it
        }
        IndexOffer offer{.id = id,
                         .title = recipe.title_in(language),
                         .description = recipe.description_in(language)};
        std::set<std::string> lacks;
        bool foreign = false; // no layer makes it: the recipe is for the agency's own table
        const auto look = [&](const std::vector<std::string>& columns) {
            bool all = true;
            for (const std::string& column : columns)
                if (!known.has(column)) {
                    all = false;
                    const std::string maker = maker_of(column, catalog, language);
                    foreign = foreign || maker.empty();
                    lacks.insert(maker.empty() ? column : maker);
                }
            return all;
        };
        for (const index::Domain& domain : recipe.overall.domains) {
            if (!domain.enabled)
                continue;
            const std::vector<std::string> columns = columns_of(recipe, domain);
            if (is_enough(domain, columns, known) || look(columns))
                offer.with.push_back(domain.label_in(language));
            else
                offer.without.push_back(domain.name);
        }
        std::vector<std::string> shared; // whom it ranks, and indicators that stand in no domain
        for (const index::Condition& condition : recipe.pool)
            shared.push_back(condition.column);
        for (const index::Indicator& indicator : recipe.overall.indicators)
            if (indicator.enabled && !indicator.optional)
                shared.push_back(indicator.column);
        if (!look(shared))
            offer.with.clear();
        if (foreign && offer.with.empty())
            continue;
        offer.lacks.assign(lacks.begin(), lacks.end());
        offers.push_back(std::move(offer));
    }
    std::stable_sort(offers.begin(), offers.end(), [](const IndexOffer& a, const IndexOffer& b) {
        const auto grade = [](const IndexOffer& offer) {
            return offer.lacks.empty() ? 0 : !offer.with.empty() ? 1 : 2;
        };
        return grade(a) < grade(b);
    });
    return offers;
}

} // namespace tractwise::viewer
