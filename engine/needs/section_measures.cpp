// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/text.hpp"
#include "engine/stats/reliability.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kMeasure{"Measure", "Medida"};
constexpr Text kAgainst{"Compared with {}", "Frente a {}"};
constexpr Text kCaption{"{}: {} beside {}", "{}: {} junto a {}"};
constexpr Text kChartCaption{"{}, in percent", "{}, en porcentaje"};
constexpr Text kMarks{"* Use with caution: the standard error is more than {} % of the estimate. "
                      "** Not reliable: more "
                      "than {} %. ± is the 90 % margin of error, in percentage points for "
                      "percents. Below each percent "
                      "stand the count, its margin, and of how many.",
                      "* Úsese con cautela: el error estándar supera el {} % de la estimación. ** "
                      "No fiable: supera el "
                      "{} %. ± es el margen de error del 90 %, en puntos porcentuales para los "
                      "porcentajes. Debajo de "
                      "cada porcentaje están la cantidad, su margen y de cuántos."};
constexpr Text kMissing{
    "{}: {} of the area's tracts have no value; they hold {} people and are left "
    "out.",
    "{}: {} de los sectores del área no tienen valor; en ellos viven {} personas, "
    "que no se cuentan."};

std::string names_of(const std::vector<Place>& places) {
    std::vector<std::string> names;
    for (std::size_t p = 1; p < places.size(); ++p)
        names.push_back(places[p].name);
    return join(names, "; ");
}

/// The first place, and of the others those with any value.
std::vector<std::size_t> places_with_values(const std::vector<MeasuredRow>& rows,
                                            std::size_t places) {
    std::vector<std::size_t> shown = {0};
    for (std::size_t p = 1; p < places; ++p)
        if (std::any_of(rows.begin(), rows.end(),
                        [&](const MeasuredRow& row) { return row.by_place[p].known(); }))
            shown.push_back(p);
    return shown;
}

/// The same rows with all their digits.
io::OutTable data_of(const std::string& id, const std::vector<MeasuredRow>& rows,
                     const std::vector<Place>& places, Reader reader) {
    io::OutTable data{.name = id, .description = {}, .columns = {}};
    const auto add_text = [&](std::string name, auto text_of) {
        std::vector<std::string> texts;
        for (const MeasuredRow& row : rows)
            texts.push_back(text_of(row));
        data.columns.push_back({std::move(name), {}, std::move(texts)});
    };
    const auto add = [&](std::string name, auto number_of) {
        std::vector<double> numbers;
        for (const MeasuredRow& row : rows)
            numbers.push_back(number_of(row));
        data.columns.push_back({std::move(name), {}, std::move(numbers)});
    };
    add_text("column", [](const MeasuredRow& row) { return row.measure.column; });
    add_text("measure", [&](const MeasuredRow& row) { return row.info.label_in(reader); });
    add_text("unit", [](const MeasuredRow& row) {
        return row.is_share && row.info.unit != "flag" ? std::string("share") : row.info.unit;
    });
    for (std::size_t p = 0; p < places.size(); ++p) {
        const std::string& place = places[p].id;
        const auto shown = [p](auto member) {
            return [p, member](const MeasuredRow& row) {
                return row.hidden && p == 0 ? kNaN : member(row.by_place[p]);
            };
        };
        using area::Pooled;
        add(place + "_value", shown([](const Pooled& v) { return v.value; }));
        add(place + "_moe", shown([](const Pooled& v) { return v.margin; }));
        add(place + "_count", shown([](const Pooled& v) { return v.part.value; }));
        add(place + "_count_moe", shown([](const Pooled& v) { return v.part.moe; }));
        add(place + "_of", shown([](const Pooled& v) { return v.whole.value; }));
        add(place + "_of_moe", shown([](const Pooled& v) { return v.whole.moe; }));
        add(place + "_cv", shown([](const Pooled& v) {
                return stats::coefficient_of_variation(v.value, v.margin);
            }));
        add(place + "_tracts",
            [p](const MeasuredRow& row) { return static_cast<double>(row.by_place[p].tracts); });
        add(place + "_tracts_missing",
            [p](const MeasuredRow& row) { return static_cast<double>(row.by_place[p].missing); });
        if (p > 0)
            add_text("area_against_" + place, [&, p](const MeasuredRow& row) {
                return row.hidden ? std::string() : compared_words(against(row, p), reader);
            });
    }
    add_text("source", [](const MeasuredRow& row) { return row.info.source; });
    return data;
}

} // namespace

std::optional<Section> measure_section(Telling& tell, const MeasureSection& asked) {
    const std::vector<Place>& places = tell.choice.places;
    const std::string title = asked.title.in(tell.language());
    std::vector<std::string> absent;
    const std::vector<MeasuredRow> rows =
        measure_all(asked.measures, places, tell.choice.profile, absent);
    if (rows.empty()) { // its name says more than a list of all its columns
        tell.absent.push_back(title);
        return std::nullopt;
    }
    tell.absent.insert(tell.absent.end(), absent.begin(), absent.end());
    Section section{asked.id, title, {}};
    for (const MeasuredRow& row : rows)
        if (std::string text =
                sentence_of(row, places, tell.choice.profile, tell.cite(), tell.reader());
            !text.empty())
            section.blocks.push_back(Paragraph{std::move(text)});
    // Said once, whatever of the section it concerns.
    for (const MeasuredRow& row : rows)
        if (std::string warning = coverage_warning(tell.results(), row.info, tell.language());
            !warning.empty()) {
            section.blocks.push_back(Paragraph{std::move(warning)});
            break;
        }
    if (auto chart =
            share_chart(tell, rows, fmt::format(fmt::runtime(tell.say(kChartCaption)), title)))
        section.blocks.push_back(std::move(*chart));

    ReportTable table{.id = asked.id};
    table.caption =
        fmt::format(fmt::runtime(tell.say(kCaption)), title, places[0].name, names_of(places));
    table.heads = {tell.say(kMeasure)};
    const std::vector<std::size_t> shown = places_with_values(rows, places.size());
    for (const std::size_t p : shown)
        table.heads.push_back(places[p].name);
    if (shown.size() > 1)
        table.heads.push_back(fmt::format(fmt::runtime(tell.say(kAgainst)), places[shown[1]].name));
    for (const MeasuredRow& row : rows) {
        std::vector<TableCell> cells = {
            {.text = row.info.label_in(tell.reader()),
             .small = fmt::format("[{}]", tell.sources.number_of(row.info.source))}};
        for (const std::size_t p : shown)
            cells.push_back(cell_of(row, p, tell.choice.profile, tell.reader()));
        if (shown.size() > 1)
            cells.push_back({.text = row.hidden
                                         ? std::string(words::kUnknown)
                                         : compared_words(against(row, shown[1]), tell.reader())});
        table.rows.push_back(std::move(cells));
        if (row.area().missing > 0)
            table.notes.push_back(fmt::format(fmt::runtime(tell.say(kMissing)),
                                              row.info.label_in(tell.reader()), row.area().missing,
                                              words::people(row.area().missing_people)));
    }
    const stats::ReliabilityThresholds& cut = tell.choice.profile.reliability;
    table.notes.insert(table.notes.begin(),
                       fmt::format(fmt::runtime(tell.say(kMarks)), format_number(cut.high * 100),
                                   format_number(cut.medium * 100)));
    table.data = data_of(asked.id, rows, places, tell.reader());
    section.blocks.push_back(std::move(table));
    return section;
}

} // namespace tractwise::needs
