// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/text.hpp"
#include "engine/report/correlations.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kTogetherTitle{"What goes together here", "Lo que aquí va junto"};
constexpr Text kTogetherCaption{
    "Correlation of ranks (Spearman) among the {} tracts of the study",
    "Correlación de rangos (Spearman) entre los {} sectores del estudio"};
constexpr Text kDeterminant{"Determinant", "Determinante"};
constexpr Text kFromTo{"{} to {}", "{} a {}"};

/// Those that the study has.
std::vector<std::string> present(const Telling& tell, const std::vector<std::string>& names) {
    std::vector<std::string> found;
    std::copy_if(names.begin(), names.end(), std::back_inserter(found),
                 [&](const std::string& name) { return tell.columns.has(name); });
    return found;
}

} // namespace

std::optional<Section> together_section(Telling& tell) {
    const TogetherChoice& choice = tell.choice.profile.together;
    const std::vector<std::string> columns = present(tell, choice.columns);
    const std::vector<std::string> outcomes = present(tell, choice.outcomes);
    if (columns.empty() || outcomes.empty())
        return std::nullopt;
    const std::vector<report::ColumnPair> pairs =
        report::correlations(tell.columns, columns, outcomes);
    ReportTable table{.id = "together"};
    table.caption = fmt::format(fmt::runtime(tell.say(kTogetherCaption)),
                                format_count(static_cast<double>(tell.results().tracts->size())));
    table.heads = {tell.say(kDeterminant)};
    for (const std::string& outcome : outcomes)
        table.heads.push_back(tell.columns.info(outcome)->label_in(tell.language()));
    for (const std::string& column : columns) {
        std::vector<TableCell> cells = {
            {.text = tell.columns.info(column)->label_in(tell.language())}};
        for (const std::string& outcome : outcomes) {
            const auto pair = std::find_if(pairs.begin(), pairs.end(), [&](const auto& made) {
                return made.determinant.name == column && made.outcome.name == outcome;
            });
            TableCell cell{.text = words::kUnknown, .number = true};
            if (pair != pairs.end() && !std::isnan(pair->found.pairs.spearman)) {
                cell.text = format_fixed(pair->found.pairs.spearman, 2);
                cell.small = fmt::format(fmt::runtime(tell.say(kFromTo)),
                                         format_fixed(pair->found.spearman.low, 2),
                                         format_fixed(pair->found.spearman.high, 2));
            }
            cells.push_back(std::move(cell));
        }
        table.rows.push_back(std::move(cells));
    }
    table.notes = report::correlation_cautions(tell.language());
    table.data = report::correlation_frame(pairs, tell.language());
    table.data.name = table.id;
    return Section{"together", tell.say(kTogetherTitle), {std::move(table)}};
}

} // namespace tractwise::needs
