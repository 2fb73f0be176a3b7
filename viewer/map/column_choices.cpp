// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/column_choices.hpp"

#include "engine/index/columns.hpp"
#include "engine/words/value.hpp"
#include "layers/catalog.hpp"

#include <algorithm>

namespace tractwise::viewer {
namespace {

constexpr Text kPlan{"Plan", "Plan"};
constexpr Text kOther{"Other columns", "Otras columnas"};

std::map<std::string, std::string, std::less<>> read_layers(Language language) {
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    std::map<std::string, std::string, std::less<>> titles;
    for (const auto& layer : catalog.layers())
        for (const tract::ColumnInfo& made : layer->info().makes)
            titles.emplace(made.name, layer->info().title_in(language));
    return titles;
}

std::string detail_of(const tract::ColumnInfo& info, Language language) {
    std::string words = info.label_in(language) + "\n" + info.name;
    for (const std::string* line : {&info.formula, &info.source})
        if (!line->empty())
            words += "\n" + *line;
    return words;
}

} // namespace

std::string ColumnChoices::group_of(const Snapshot& shown, const tract::ColumnInfo& info,
                                    Language language) const {
    const study::Results& results = *shown.results;
    const tract::ColumnInfo* measured = results.layer_table->info(info.name);
    const bool made = measured == nullptr || !(*measured == info);
    if (results.index && made &&
        (info.name.starts_with(index::names_of(results.index->recipe).prefix) ||
         info.source == results.index->recipe.title))
        return results.index->recipe.title_in(language);
    if (const auto layer = layer_of_.find(info.name); layer != layer_of_.end())
        return layer->second;
    return (results.siting && made ? kPlan : kOther).in(language);
}

const std::vector<ui::Choice>& ColumnChoices::of(const Snapshot& shown, Language language) {
    if (made_for_.lock() == shown.columns && language_ == language)
        return choices_;
    if (layer_of_.empty() || language_ != language)
        layer_of_ = read_layers(language);
    made_for_ = shown.columns;
    language_ = language;
    choices_.clear();
    for (const tract::ColumnInfo& info : shown.columns->infos())
        choices_.push_back({info.name, info.label_in(language), group_of(shown, info, language),
                            detail_of(info, language)});
    // A count and its share may have one label: their units tell them apart.
    std::map<std::string, std::size_t> times;
    for (const ui::Choice& choice : choices_)
        ++times[choice.label];
    for (ui::Choice& choice : choices_)
        if (const std::string unit =
                words::unit(shown.columns->info(choice.id)->unit, Reader{language, Units::Us});
            times[choice.label] > 1 && !unit.empty())
            choice.label += " (" + unit + ")";
    // Each group once, in the order in which it was first met.
    std::vector<std::string> groups;
    for (const ui::Choice& choice : choices_)
        if (std::find(groups.begin(), groups.end(), choice.group) == groups.end())
            groups.push_back(choice.group);
    std::stable_sort(choices_.begin(), choices_.end(),
                     [&](const ui::Choice& a, const ui::Choice& b) {
                         return std::find(groups.begin(), groups.end(), a.group) <
                                std::find(groups.begin(), groups.end(), b.group);
                     });
    return choices_;
}

std::vector<ui::Choice> ColumnChoices::with_unit_of(const Snapshot& shown, Language language,
                                                    std::string_view like) {
    const tract::ColumnInfo* wanted = shown.columns->info(like);
    std::vector<ui::Choice> some;
    for (const ui::Choice& choice : of(shown, language))
        if (wanted != nullptr && choice.id != like &&
            shown.columns->info(choice.id)->unit == wanted->unit)
            some.push_back(choice);
    return some;
}

} // namespace tractwise::viewer
