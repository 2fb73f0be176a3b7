// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/legend.hpp"

#include "engine/paper/legend_table.hpp"
#include "engine/paper/map_drawing.hpp"
#include "engine/paper/measures.hpp"

#include "engine/core/text.hpp"
#include "engine/map/scale_bar.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr Text kClass{"Class", "Clase"}, kTracts{"tracts", "sectores"},
    kPeople{"people", "personas"};
constexpr Text kSites{"Sites", "Lugares"};
constexpr Text kTwoNote{"Numbers: tracts. Low, middle and high are thirds of the tracts.",
                        "Números: sectores. Bajo, medio y alto son tercios de los sectores."};
constexpr Text kStop{"Stop", "Parada"}, kNewly{"newly reached", "nuevas alcanzadas"};
constexpr Text kStops{"Stops of the plan", "Paradas del plan"};

/// The nine colors, each with its number of tracts; the axes' names beside them.
void square(Flow& flow, const map::BivariateLegend& legend) {
    constexpr double kSide = 30;
    flow.text("↑ " + legend.upward, {.size = kText, .bold = true});
    flow.gap(3);
    flow.place(3 * kSide + 3, [&](Group& group, double top) {
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < 3; ++column) {
                const map::BivariateLegend::Cell& cell = legend.at(row, column);
                const double x = flow.left() + column * kSide, y = top + (2 - row) * kSide;
                Shape shape = rectangle({x, y, x + kSide, y + kSide});
                shape.fill = cell.color;
                shape.line = Line{kWhite, 0.6, 1};
                group.add({std::move(shape)});
                group.add({line_of({x + kSide / 2, y + kSide / 2 + 2.6},
                                   format_count(static_cast<double>(cell.tracts)), kSmall,
                                   map::text_on(cell.color), Anchor::Middle)});
            }
    });
    flow.text("→ " + legend.across, {.size = kText, .bold = true});
    flow.gap(4);
}

} // namespace

void legend_of_classes(Flow& flow, const map::Legend& legend, Reader reader) {
    if (!legend.bivariate) {
        flow.text(legend.title,
                  {.size = kHeadingSize, .bold = true, .color = kInk, .role = Role::Heading});
        std::string unit = legend.unit_words;
        if (!legend.reference_words.empty())
            unit += (unit.empty() ? "" : ", ") + legend.reference_words;
        flow.text(unit, {.size = kText, .bold = false, .color = kMuted});
        flow.gap(4);
    } else {
        square(flow, *legend.bivariate);
    }
    std::vector<LegendEntry> entries;
    const auto add = [&](const std::string& label, std::size_t tracts, double share,
                         LegendMark mark) {
        entries.push_back({label,
                           {format_count(static_cast<double>(tracts)),
                            std::isfinite(share) ? words::percent(share) : words::kUnknown},
                           std::move(mark)});
    };
    for (const map::LegendRow& row : legend.rows)
        add(row.label, row.tracts, row.people_share, swatch(row.color));
    add(legend.no_data.label, legend.no_data.tracts, legend.no_data.people_share, no_data_swatch());
    if (legend.unreliable) {
        const Rgb middle = legend.rows.empty() ? kWhite : legend.rows[legend.rows.size() / 2].color;
        add(legend.unreliable->label, legend.unreliable->tracts, legend.unreliable->people_share,
            swatch(middle, Hatch{.color = map::kUnreliableLines}));
    }
    if (legend.beyond) {
        const Rgb middle = legend.rows.empty() ? kWhite : legend.rows[legend.rows.size() / 2].color;
        add(legend.beyond->label, legend.beyond->tracts, legend.beyond->people_share,
            swatch(middle, Hatch{.color = map::kUnreliableLines}));
    }
    write_table(flow, {kClass.in(reader), kTracts.in(reader), kPeople.in(reader)}, entries);
    if (!legend.warnings.empty())
        flow.gap(2);
    for (const std::string& warning : legend.warnings)
        flow.text(warning, {.size = kSmall, .bold = true});
    if (legend.bivariate) {
        flow.gap(2);
        flow.text(kTwoNote.in(reader), {.size = kSmall, .bold = false, .color = kMuted});
        flow.text(legend.reference_words, {.size = kSmall, .bold = false, .color = kMuted});
    }
}

void legend_of_symbols(Flow& flow, const std::vector<map::LegendSymbol>& symbols, Reader reader) {
    if (symbols.empty())
        return;
    std::vector<LegendEntry> entries;
    for (const map::LegendSymbol& symbol : symbols)
        entries.push_back({map::label_of(symbol, reader),
                           {format_count(static_cast<double>(symbol.count))},
                           [symbol](Group& group, Spot at) {
                               if (symbol.symbol == map::Symbol::Stop)
                                   add_stop(group, at, 1, kListedStopRadius);
                               else
                                   group.add({symbol_shape(symbol.symbol, symbol.counted, at,
                                                           kListedSymbolRadius)});
                           }});
    write_table(flow, {kSites.in(reader), ""}, entries);
}

std::vector<std::string> legend_notes(const map::Legend& legend) {
    std::vector<std::string> notes;
    if (!legend.bivariate)
        notes.push_back(legend.method_words);
    notes.push_back(legend.wrong_class_words);
    std::erase(notes, "");
    return notes;
}

void write_notes(Flow& flow, const std::vector<std::string>& notes) {
    for (const std::string& note : notes)
        flow.text(note, {.size = kSmall, .bold = false, .color = kMuted});
}

LegendMark no_data_swatch() {
    return swatch(map::kNoDataFill, Hatch{.color = map::kNoDataLines});
}

void table_of_stops(Flow& flow, const PageStops& stops, Reader reader) {
    flow.text(kStops.in(reader),
              {.size = kHeadingSize, .bold = true, .color = kInk, .role = Role::Heading});
    flow.gap(2);
    std::vector<LegendEntry> entries;
    for (const PageStop& stop : stops.stops)
        entries.push_back({stop.name,
                           {words::people(stop.newly)},
                           [number = stop.number](Group& group, Spot at) {
                               constexpr double kLeftward =
                                   3.5; // the disc is narrower than a swatch
                               add_stop(group, {at.x - kLeftward, at.y}, number, kListedStopRadius);
                           },
                           kSwatchWide});
    write_table(flow, {kStop.in(reader), kNewly.in(reader)}, entries);
    flow.gap(3);
    flow.text(stops.reach, {.size = kSmall, .bold = false, .color = kMuted});
}

void scale_and_north(Flow& flow, double points_per_meter, double north, Reader reader) {
    constexpr double kHeight = 34, kArrow = 30;
    const map::ScaleBar bar = map::scale_bar(1 / points_per_meter, flow.width() - kArrow - 14);
    const bool metric = reader.units == Units::Metric;
    flow.place(kHeight, [&](Group& group, double top) {
        const double y = top + kHeight / 2;
        const auto draw = [&](const map::BarLength& length, bool above) {
            Shape shape;
            shape.closed = false;
            const double tick = above ? -4 : 4;
            const double left = flow.left() + 1, right = left + length.pixels;
            shape.outline.begin();
            shape.outline.add({left, y + tick});
            shape.outline.add({left, y});
            shape.outline.add({right, y});
            shape.outline.add({right, y + tick});
            shape.line = Line{kInk, 0.9, 1};
            group.add({std::move(shape)});
            // At the end that it measures to.
            group.add({line_of({right - 3, above ? y - 3 : y + kSmall + 2}, length.label, kSmall,
                               kInk, Anchor::End)});
        };
        draw(metric ? bar.kilometers : bar.miles, true);
        draw(metric ? bar.miles : bar.kilometers, false);
        const Spot foot{flow.right() - kArrow / 2, y + 4};
        const auto turned = [&](double along, double across) {
            const double s = std::sin(north), c = std::cos(north), size = 11;
            return Spot{foot.x + size * (along * s + across * c),
                        foot.y - size * (along * c - across * s)};
        };
        Shape needle;
        needle.outline.begin();
        for (const Spot& spot : {turned(1, 0), turned(-0.7, -0.5), turned(-0.35, 0)})
            needle.outline.add(spot);
        needle.fill = kInk;
        Shape other = needle;
        other.outline = {};
        other.outline.begin();
        for (const Spot& spot : {turned(1, 0), turned(-0.35, 0), turned(-0.7, 0.5)})
            other.outline.add(spot);
        other.fill = kWhite;
        other.line = needle.line = Line{kInk, 0.6, 1};
        group.add({std::move(needle)});
        group.add({std::move(other)});
        const Spot letter = turned(1.55, 0);
        group.add({line_of({letter.x, letter.y + 2.6}, "N", 7.5, kInk, Anchor::Middle, true)});
    });
}

} // namespace tractwise::paper
