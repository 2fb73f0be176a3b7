// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/text.hpp"
#include "engine/layer/margins.hpp"
#include "engine/stats/disparity.hpp"
#include "engine/stats/reliability.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kGroupsTitle{"Who bears it", "Quién lo sufre"};
constexpr Text kGroupsHow{
    "Within a tract every group is taken to live where everybody lives, so differences inside a "
    "tract "
    "do not show. Margins are those of who lives where; the distances are taken as exact.",
    "Dentro de un sector se supone que cada grupo vive donde viven todos, así que las diferencias "
    "dentro de un sector no se ven. Los márgenes son los de quién vive dónde; las distancias se "
    "toman "
    "como exactas."};
constexpr Text kGroupsCaption{"{}, by group of people in {}", "{}, por grupo de personas en {}"};
constexpr Text kGroupHead{"Group", "Grupo"}, kCount{"People", "Personas"},
    kRate{"Rate or mean", "Tasa o promedio"}, kConcerned{"People concerned", "Personas afectadas"},
    kDifference{"Difference to {}", "Diferencia con {}"}, kRatio{"Ratio", "Razón"};
constexpr Text kInterval{"{} ({} to {})", "{} ({} a {})"};
constexpr Text kAlike{"{}: the same for all groups ({}).", "{}: igual para todos los grupos ({})."};
constexpr Text kTooFew{"Groups whose number (**) or value is not reliable here are compared with "
                       "nobody and are in none "
                       "of the measures below.",
                       "Los grupos cuyo número (**) o valor no es fiable aquí no se comparan con "
                       "nadie ni están en las "
                       "medidas siguientes."};
constexpr Text kIntervals{"In parentheses: 90 % intervals.",
                          "Entre paréntesis: intervalos del 90 %."};
constexpr Text kWidest{
    "Between the group with the highest and the one with the lowest value ({}; {}): {}, {} times.",
    "Entre el grupo con el valor más alto y el del más bajo ({}; {}): {}, {} veces."};
constexpr Text kSpread{
    "All groups against their common mean: index of disparity {} %, Theil index {} (x 1000), "
    "between-group standard deviation {}.",
    "Todos los grupos frente a su promedio común: índice de disparidad {} %, índice de Theil {} (x "
    "1000), desviación estándar entre grupos {}."};
constexpr Text kSlope{
    "From the poorest to the richest end of the area's tracts (fifths by \"{}\"): slope index {}, "
    "concentration index {} (above 0: gathered where people are better off).",
    "Del extremo más pobre al más rico de los sectores del área (quintos según «{}»): índice de la "
    "pendiente {}, índice de concentración {} (mayor que 0: concentrado donde se vive mejor)."};

constexpr std::size_t kFifths = 5;
/// Fewer tracts than this cannot be cut into fifths that mean anything.
constexpr std::size_t kLeastTracts = 15;

struct GroupRow {
    const tract::ColumnInfo* info = nullptr;
    stats::GroupMean mean;
    stats::GroupEstimate estimate;
    bool measured = false; ///< among the unordered ones
    /// Of the count of people, and of the value: one that is not reliable is in no comparison.
    stats::Reliability people_known = stats::Reliability::Unknown;
    bool comparable = false;
};

/// A value as it is read: percent with its unit, distances in the reader's.
std::string shown(double value, const tract::ColumnInfo& outcome, Reader reader) {
    return std::isnan(value) ? std::string(words::kUnknown)
                             : words::value(value, outcome.unit, reader);
}

/// A distance between two values; between shares it is one of percentage points, without a sign of
/// percent.
std::string shown_size(double value, const tract::ColumnInfo& outcome, Reader reader) {
    return outcome.unit == "share" ? format_fixed(std::abs(value) * 100, 1)
                                   : words::value(std::abs(value), outcome.unit, reader);
}

std::string shown_difference(double value, const tract::ColumnInfo& outcome, Reader reader) {
    if (std::isnan(value))
        return words::kUnknown;
    return (value < 0 ? "−" : "+") + shown_size(value, outcome, reader);
}

/// "±2.1", of shares in percentage points; "±0.12 mi".
std::string plain_margin(double margin, const tract::ColumnInfo& outcome, Reader reader) {
    return outcome.unit == "share" ? plain_points(margin)
                                   : words::margin(margin, outcome.unit, reader);
}

std::string with_interval(const stats::Interval& interval, Language language) {
    const std::string value = format_fixed(interval.value, 2);
    if (std::isnan(interval.low))
        return std::isnan(interval.value) ? std::string(words::kUnknown) : value;
    return fmt::format(fmt::runtime(kInterval.in(language)), value, format_fixed(interval.low, 2),
                       format_fixed(interval.high, 2));
}

class GroupTable {
public:
    GroupTable(Telling& tell, const tract::Column& outcome) : tell_(tell), outcome_(outcome) {
        const GroupChoice& choice = tell.choice.profile.groups;
        for (const std::string& column : choice.unordered)
            add(column, true);
        for (const std::string& column : choice.others)
            add(column, false);
    }

    bool empty() const { return rows_.size() < 2; }
    /// Whether groups differ at all, as far as it would be printed.
    bool all_alike() const {
        return std::all_of(rows_.begin(), rows_.end(), [&](const GroupRow& row) {
            return shown(row.mean.value, outcome_.info, {}) ==
                   shown(rows_[0].mean.value, outcome_.info, {});
        });
    }
    std::string alike_words() const {
        return fmt::format(fmt::runtime(tell_.say(kAlike)),
                           outcome_.info.label_in(tell_.language()),
                           shown(rows_[0].mean.value, outcome_.info, tell_.reader()));
    }

    void write(Section& section) const {
        const std::string label = outcome_.info.label_in(tell_.language());
        ReportTable table{.id = "groups_" + outcome_.info.name};
        table.caption =
            fmt::format(fmt::runtime(tell_.say(kGroupsCaption)), label, tell_.area().name);
        const GroupRow* reference = reference_row();
        const bool is_share = outcome_.info.unit == "share";
        table.heads = {tell_.say(kGroupHead), tell_.say(kCount), tell_.say(kRate)};
        if (is_share)
            table.heads.push_back(tell_.say(kConcerned));
        if (reference) {
            table.heads.push_back(fmt::format(fmt::runtime(tell_.say(kDifference)),
                                              reference->info->label_in(tell_.language())));
            table.heads.push_back(tell_.say(kRatio));
        }
        std::vector<std::string> names;
        std::vector<std::vector<double>> data(8);
        for (const GroupRow& row : rows_) {
            std::vector<TableCell> cells = {
                {.text = row.info->label_in(tell_.language())},
                {.text = words::people(row.mean.people),
                 .mark = row.people_known == stats::Reliability::Low      ? "**"
                         : row.people_known == stats::Reliability::Medium ? "*"
                                                                          : "",
                 .number = true},
                {.text = shown(row.mean.value, outcome_.info, tell_.reader()),
                 .small = plain_margin(row.mean.moe, outcome_.info, tell_.reader()),
                 .number = true}};
            if (is_share)
                cells.push_back(
                    {.text = words::people(row.mean.value * row.mean.people), .number = true});
            stats::Gap gap;
            if (reference && row.measured && row.comparable && &row != reference)
                gap = stats::gap(row.estimate, reference->estimate, stats::Confidence::Percent90);
            if (reference) {
                cells.push_back(
                    {.text = shown_difference(gap.difference.value, outcome_.info, tell_.reader()),
                     .number = true});
                cells.push_back(
                    {.text = with_interval(gap.ratio, tell_.language()), .number = true});
            }
            table.rows.push_back(std::move(cells));
            names.push_back(row.info->name);
            const double numbers[] = {row.mean.people,      row.mean.value,     row.mean.moe,
                                      gap.difference.value, gap.difference.low, gap.difference.high,
                                      gap.ratio.value,      gap.ratio.se};
            for (std::size_t i = 0; i < data.size(); ++i)
                data[i].push_back(numbers[i]);
        }
        table.notes.push_back(tell_.say(kIntervals));
        if (std::any_of(rows_.begin(), rows_.end(),
                        [](const GroupRow& row) { return row.measured && !row.comparable; }))
            table.notes.push_back(tell_.say(kTooFew));
        add_measures(table);
        constexpr std::array kColumns = {"people",     "value",          "value_moe",
                                         "difference", "difference_low", "difference_high",
                                         "ratio",      "ratio_se"};
        table.data = {.name = table.id, .description = {}, .columns = {{"group", {}, names}}};
        for (std::size_t i = 0; i < data.size(); ++i)
            table.data.columns.push_back({kColumns[i], {}, data[i]});
        section.blocks.push_back(std::move(table));
    }

private:
    /// The group of the profile, or, where too few of it live here, the largest one.
    const GroupRow* reference_row() const {
        const GroupRow* largest = nullptr;
        for (const GroupRow& row : rows_) {
            if (!row.measured || !row.comparable)
                continue;
            if (row.info->name == tell_.choice.profile.groups.reference)
                return &row;
            if (largest == nullptr || row.mean.people > largest->mean.people)
                largest = &row;
        }
        return largest;
    }

    /// Counts of the group inside the area; of a tract that is cut, its share.
    void add(const std::string& name, bool measured) {
        const tract::Column* column = tell_.results().table->find(name);
        if (column == nullptr || column->info.pooling != tract::Pooling::Sum)
            return;
        const area::Area& area = tell_.area().area;
        std::vector<double> counts, margins, outcome;
        std::vector<layer::Estimate> estimates;
        for (const std::uint32_t t : area.rows()) {
            counts.push_back(std::max(column->values[t], 0.0) * area.inside[t]);
            margins.push_back(column->margin.empty() ? kNaN : column->margin[t] * area.inside[t]);
            outcome.push_back(outcome_.values[t]);
            estimates.push_back({counts.back(), margins.back()});
        }
        GroupRow row{&column->info, stats::group_mean(counts, margins, outcome), {}, measured};
        if (!(row.mean.people > 0))
            return;
        row.estimate = {row.mean.people, row.mean.value, row.mean.moe / layer::kErrorsIn90};
        const stats::ReliabilityThresholds& cut = tell_.choice.profile.reliability;
        row.people_known = stats::reliability(row.mean.people, layer::moe_of_sum(estimates), cut);
        // Without a margin (a census) there is nothing to doubt.
        row.comparable =
            row.people_known != stats::Reliability::Low &&
            stats::reliability(row.mean.value, row.mean.moe, cut) != stats::Reliability::Low;
        rows_.push_back(row);
    }

    void add_measures(ReportTable& table) const {
        std::vector<stats::GroupEstimate> groups;
        std::vector<const GroupRow*> measured;
        for (const GroupRow& row : rows_)
            if (row.measured && row.comparable) {
                groups.push_back(row.estimate);
                measured.push_back(&row);
            }
        const stats::WidestGap widest = stats::widest_gap(groups, stats::Confidence::Percent90);
        if (widest.groups >= 2)
            table.notes.push_back(fmt::format(
                fmt::runtime(tell_.say(kWidest)),
                measured[widest.greatest]->info->label_in(tell_.language()),
                measured[widest.least]->info->label_in(tell_.language()),
                shown_difference(widest.gap.difference.value, outcome_.info, tell_.reader()),
                with_interval(widest.gap.ratio, tell_.language())));
        const stats::Spread spread = stats::spread(groups, stats::Confidence::Percent90);
        if (!std::isnan(spread.disparity.weighted))
            table.notes.push_back(fmt::format(
                fmt::runtime(tell_.say(kSpread)), format_fixed(spread.disparity.weighted, 1),
                with_interval(spread.theil, tell_.language()),
                shown_size(spread.deviation, outcome_.info, tell_.reader())));
        add_slope(table);
    }

    /// Fifths of the tracts, the worst off first.
    void add_slope(ReportTable& table) const {
        const std::string& by = tell_.choice.profile.groups.ordered_by;
        const tract::Column* order = by.empty() ? nullptr : tell_.results().table->find(by);
        if (order == nullptr)
            return;
        const std::vector<double> people = tell_.results().people();
        const area::Area& area = tell_.area().area;
        std::vector<std::uint32_t> rows;
        for (const std::uint32_t t : area.rows())
            if (!std::isnan(order->values[t]) && !std::isnan(outcome_.values[t]) && people[t] > 0)
                rows.push_back(t);
        if (rows.size() < kLeastTracts)
            return;
        std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
            return order->values[a] > order->values[b];
        });
        std::vector<stats::GroupEstimate> fifths(kFifths, {0, 0, kNaN});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            stats::GroupEstimate& fifth = fifths[i * kFifths / rows.size()];
            const double inside = people[rows[i]] * area.inside[rows[i]];
            fifth.population += inside;
            fifth.value += inside * outcome_.values[rows[i]];
        }
        for (stats::GroupEstimate& fifth : fifths)
            fifth.value /= fifth.population;
        const stats::SlopeIndex slope = stats::slope_index(fifths);
        const stats::Concentration concentration = stats::concentration_index(fifths);
        table.notes.push_back(
            fmt::format(fmt::runtime(tell_.say(kSlope)), order->info.label_in(tell_.language()),
                        shown_difference(slope.slope.value, outcome_.info, tell_.reader()),
                        format_fixed(concentration.relative.value, 3)));
    }

    Telling& tell_;
    const tract::Column& outcome_;
    std::vector<GroupRow> rows_;
};

} // namespace

std::optional<Section> groups_section(Telling& tell) {
    Section section{"groups", tell.say(kGroupsTitle), {Paragraph{tell.say(kGroupsHow), true}}};
    for (const std::string& column : tell.choice.profile.groups.outcomes) {
        const tract::Column* outcome = tell.results().table->find(column);
        if (outcome == nullptr || outcome->info.pooling != tract::Pooling::Mean)
            continue;
        const GroupTable table(tell, *outcome);
        if (table.empty())
            continue;
        if (table.all_alike())
            section.blocks.push_back(Paragraph{table.alike_words()});
        else
            table.write(section);
    }
    if (section.blocks.size() == 1)
        return std::nullopt;
    return section;
}

} // namespace tractwise::needs
