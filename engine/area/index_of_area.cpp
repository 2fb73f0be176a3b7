// SPDX-License-Identifier: Apache-2.0
#include "engine/area/index_of_area.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::area {
namespace {

constexpr Text kNoIndex{"the study has no index", "el estudio no tiene índice"};
constexpr Text kNotPooled{
    "the index is not computed for an area, because these columns cannot be "
    "added up from tracts: {}",
    "el índice no se calcula para un área, porque estas columnas no se pueden "
    "sumar a partir de los sectores: {}"};
constexpr Text kNotRanked{"the index has no value for the area: {}",
                          "el índice no tiene valor para el área: {}"};

/// The values of the tracts with that of the area behind them.
tract::Column with_area(const tract::Column& column, const Pooled& pooled) {
    tract::Column longer{column.info, column.values, column.reasons, column.margin};
    longer.values.push_back(pooled.value);
    if (!longer.reasons.empty())
        longer.reasons.push_back(io::Missing::None);
    if (!longer.margin.empty())
        longer.margin.push_back(pooled.margin);
    if (!pooled.known())
        longer.set_missing(longer.values.size() - 1, io::Missing::Empty);
    return longer;
}

} // namespace

AreaIndex index_of(const study::Results& results, const Pool& pool, Language language) {
    AreaIndex found;
    if (!results.index) {
        found.why = kNoIndex.in(language);
        return found;
    }
    const index::IndexRecipe& recipe = results.index->recipe;
    std::vector<std::string> ids = results.tracts->geoids();
    found.row = ids.size();
    // Whom it is compared with depends on state and county, the first digits of an id.
    ids.push_back((ids.empty() ? std::string() : ids.back().substr(0, 5)) + " area");
    tract::TractTable table(std::move(ids));
    const std::vector<std::string> needed = index::required_columns(recipe);
    std::vector<std::string> unpooled;
    for (const tract::TableColumn& column : results.layer_table->columns()) {
        const std::string& name = column.info().name;
        // What no source supplies is missing in the area as it is in its tracts.
        if (column.has_source() && column.info().pooling == tract::Pooling::None) {
            if (std::find(needed.begin(), needed.end(), name) != needed.end())
                unpooled.push_back(name);
            else
                continue;
        }
        table.add(with_area(*column, pool.of(*column)));
    }
    if (!unpooled.empty()) {
        found.why = fmt::format(fmt::runtime(kNotPooled.in(language)), join(unpooled, ", "));
        return found;
    }
    Diagnostics unheard; // what there is to say of the recipe was said by the run
    index::IndexResult result = index::evaluate(recipe, table, unheard);
    if (std::isnan(result.score[found.row])) {
        found.why = fmt::format(fmt::runtime(kNotRanked.in(language)), result.why(found.row));
        return found;
    }
    const double own = result.score[found.row];
    const bool low_is_worse = recipe.direction == tract::Direction::HigherIsBetter;
    std::size_t ranked = 0, better = 0;
    for (std::size_t t = 0; t < found.row; ++t)
        if (result.rank[t] != 0) {
            ++ranked;
            better += (low_is_worse ? result.score[t] > own : result.score[t] < own) ? 1 : 0;
        }
    if (ranked > 0)
        found.percentile = static_cast<double>(better) / static_cast<double>(ranked);
    found.index = std::move(result);
    return found;
}

} // namespace tractwise::area
