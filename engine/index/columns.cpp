// SPDX-License-Identifier: Apache-2.0
#include "engine/index/columns.hpp"

#include "engine/index/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include <fmt/format.h>

namespace tractwise::index {
namespace {

/// Contributions exist where every level above is a mean or a sum.
bool has_contribution(const IndexResult& index, std::size_t part) {
    for (std::size_t row = 0; row < index.rows(); ++row)
        if (!std::isnan(index.contribution(part, row)))
            return true;
    return false;
}

std::vector<double> ranks(const IndexResult& index) {
    std::vector<double> ranks;
    for (const std::uint32_t rank : index.rank)
        ranks.push_back(rank == 0 ? std::nan("") : static_cast<double>(rank));
    return ranks;
}

tract::Column with_reasons(const IndexResult& index, std::vector<double> values) {
    tract::Column column;
    column.values = std::move(values);
    for (std::size_t row = 0; row < column.values.size(); ++row)
        if (std::isnan(column.values[row]))
            column.set_missing(row, index.reason[row] == io::Missing::None ? io::Missing::Dependent
                                                                           : index.reason[row]);
    return column;
}

/// The ends of the intervals and what follows from them; `add` takes a column and how it is made.
template <typename Add>
void add_uncertainty(const IndexResult& index, const ColumnNames& names, const Add& add) {
    const std::string title = index.recipe.title,
                      title_es = index.recipe.title_in(Language::Spanish);
    const std::string how =
        fmt::format("of {} draws of the survey's estimates by their margins of error, seed {}",
                    index.uncertainty->choice.draws, index.uncertainty->choice.seed);
    struct End {
        std::string name;
        const char *label, *label_es, *unit, *share;
        std::vector<double> IndexUncertainty::*values;
    };
    for (const End& end :
         {End{names.percentile_lo(), "90 % interval, low end",
              "intervalo del 90 %, extremo inferior", "percentile", "5 %",
              &IndexUncertainty::percentile_lo},
          End{names.percentile_hi(), "90 % interval, high end",
              "intervalo del 90 %, extremo superior", "percentile", "95 %",
              &IndexUncertainty::percentile_hi},
          End{names.rank_lo(), "rank, 90 % interval, worse end",
              "lugar, intervalo del 90 %, extremo peor", "rank", "5 %", &IndexUncertainty::rank_lo},
          End{names.rank_hi(), "rank, 90 % interval, better end",
              "lugar, intervalo del 90 %, extremo mejor", "rank", "95 %",
              &IndexUncertainty::rank_hi}})
        add({.name = end.name,
             .label = title + ": " + end.label,
             .label_es = title_es + ": " + end.label_es,
             .unit = end.unit,
             .formula = fmt::format("{} {}", end.share, how)},
            [values = end.values](const IndexResult& of) { return (*of.uncertainty).*values; });
    add({.name = names.p_worst_tenth(),
         .label = title + ": chance of being among the worst tenth",
         .label_es = title_es + ": probabilidad de estar en el décimo en peor situación",
         .unit = "share",
         .formula = fmt::format("share {}; its Monte Carlo error is {:.4f} at most", how,
                                index.uncertainty->monte_carlo_error(0.5)),
         .direction = tract::Direction::HigherIsWorse},
        [](const IndexResult& of) { return of.uncertainty->p_worst_tenth; });
    add({.name = names.reliability(),
         .label = title + ": how sure its place is (3 high, 2 medium, 1 low)",
         .label_es = title_es + ": qué tan segura es su posición (3 alta, 2 media, 1 baja)",
         .unit = "class",
         .formula =
             fmt::format("3 where {} and {} are at most {} apart, 2 up to {}, else 1",
                         names.percentile_lo(), names.percentile_hi(), kSurePlace, kUnsurePlace),
         .direction = tract::Direction::Context},
        [](const IndexResult& of) {
            std::vector<double> classes;
            for (std::size_t row = 0; row < of.rows(); ++row)
                classes.push_back(reliability_of_place(*of.uncertainty, row));
            return classes;
        });
}

} // namespace

bool ColumnNames::is_overall(std::string_view column) const {
    return column == score() || column == percentile() || column == rank();
}

bool ColumnNames::is_part(std::string_view column) const {
    return column.starts_with(prefix + parts);
}

ColumnNames names_of(const IndexRecipe& recipe) {
    return {.prefix = recipe.id + "_"};
}

std::optional<OverallName> overall_name(std::string_view column) {
    const std::size_t at = column.find_last_of('_');
    if (at == std::string_view::npos || at == 0)
        return std::nullopt;
    const std::string_view recipe = column.substr(0, at);
    if (!ColumnNames{std::string(column.substr(0, at + 1))}.is_overall(column))
        return std::nullopt;
    return OverallName{recipe, column.substr(at + 1)};
}

std::vector<tract::TableColumn> score_columns(const std::shared_ptr<const IndexResult>& index,
                                              const ColumnNames& names, int vintage) {
    const IndexRecipe& recipe = index->recipe;
    std::vector<tract::TableColumn> columns;
    const auto add = [&](tract::ColumnInfo info,
                         std::function<std::vector<double>(const IndexResult&)> values) {
        info.source = "recipe " + recipe.id;
        info.vintage = vintage;
        columns.emplace_back(std::move(info), index->rows(), [index, values = std::move(values)] {
            return with_reasons(*index, values(*index));
        });
    };
    add({.name = names.score(),
         .label = recipe.title + ": score",
         .label_es = recipe.title_in(Language::Spanish) + ": puntaje",
         .unit = "score",
         .direction = recipe.direction},
        [](const IndexResult& of) { return of.score; });
    add({.name = names.percentile(),
         .label = recipe.title,
         .label_es = recipe.title_es,
         .unit = "percentile",
         .formula = "share of ranked tracts of the reference that are better off",
         .direction = tract::Direction::HigherIsWorse},
        [](const IndexResult& of) { return of.percentile; });
    add({.name = names.rank(),
         .label = recipe.title + ": rank (1 = worst off)",
         .label_es = recipe.title_in(Language::Spanish) + ": lugar (1 = en peor situación)",
         .unit = "rank",
         .formula = "place in the reference; ties share a rank",
         .direction = tract::Direction::HigherIsBetter},
        ranks);
    if (index->uncertainty)
        add_uncertainty(*index, names, add);
    add({.name = names.n_present(),
         .label = fmt::format("Indicators with a value, of {}", index->n_indicators),
         .label_es = fmt::format("Indicadores con dato, de {}", index->n_indicators),
         .unit = "indicators"},
        [](const IndexResult& of) {
            return std::vector<double>(of.n_present.begin(), of.n_present.end());
        });
    for (std::size_t part = 0; part < index->parts.size(); ++part)
        if (has_contribution(*index, part))
            add({.name = names.part(index->parts[part].name),
                 .label = index->parts[part].label + ": part of the score",
                 .label_es = index->parts[part].label_in(Language::Spanish) + ": parte del puntaje",
                 .unit = "score",
                 .direction = recipe.direction},
                [part](const IndexResult& of) { return of.contributions(part); });
    return columns;
}

tract::TractTable with_index(const tract::TractTable& table,
                             const std::shared_ptr<const IndexResult>& index, int vintage) {
    tract::TractTable all(table.ids());
    const auto add = [&](tract::TableColumn column) {
        if (!all.has(column.info().name))
            all.add(std::move(column));
    };
    for (tract::TableColumn& column : score_columns(index, names_of(index->recipe), vintage))
        add(std::move(column));
    for (tract::Column& column : index->columns())
        add(std::move(column));
    for (const tract::TableColumn& column : table.columns())
        add(column);
    return all;
}

} // namespace tractwise::index
