// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/legend.hpp"

#include "engine/paper/fonts.hpp"
#include "engine/paper/map_drawing.hpp"

#include "engine/core/text.hpp"
#include "engine/map/scale_bar.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr double kText = 8, kSmall = 7, kRow = 13, kSwatchWide = 20, kSwatchHigh = 10;
constexpr Rgb kEdge{140, 140, 140};

constexpr Text kClass{"Class", "Clase"}, kTracts{"tracts", "sectores"},
    kPeople{"people", "personas"};
constexpr Text kSites{"Sites", "Lugares"};
constexpr Text kTwoNote{"Numbers: tracts. Low, middle and high are thirds of the tracts.",
                        "Números: sectores. Bajo, medio y alto son tercios de los sectores."};
constexpr Text kStop{"Stop", "Parada"}, kNewly{"newly reached", "nuevas alcanzadas"};
constexpr Text kStops{"Stops of the plan", "Paradas del plan"};

Shape rectangle(const Frame& frame) {
    Shape shape;
    shape.outline.begin();
    shape.outline.add({frame.left, frame.top});
    shape.outline.add({frame.right, frame.top});
    shape.outline.add({frame.right, frame.bottom});
    shape.outline.add({frame.left, frame.bottom});
    return shape;
}

Words line(Spot at, std::string text, double size, Rgb color = kInk, Anchor anchor = Anchor::Start,
           bool bold = false) {
    return {.at = at,
            .text = std::move(text),
            .size = size,
            .bold = bold,
            .color = color,
            .anchor = anchor,
            .halo = std::nullopt};
}

Group cell(Role role, Words words) {
    Group group{.role = role, .alt = {}, .items = {}, .clip = {}};
    group.add({std::move(words)});
    return group;
}

/// A table of a wide first column and narrow ones with numbers at the right.
class Rows {
public:
    Rows(Flow& flow, std::vector<std::string> heads) : flow_(flow), heads_(std::move(heads)) {
        for (const std::string& head : heads_)
            width_.push_back(width_of(head, kSmall, false));
    }
    void measure(std::size_t column, const std::string& number) {
        width_[column] = std::max(width_[column], width_of(number, kText, false));
    }
    void begin() {
        table_ = Group{.role = Role::Table, .alt = {}, .items = {}, .clip = {}};
        flow_.place(kRow - 2, [&](Group&, double top) {
            Group row{.role = Role::Row, .alt = {}, .items = {}, .clip = {}};
            for (std::size_t c = 0; c < heads_.size(); ++c)
                row.add({cell(
                    Role::HeadCell,
                    c == 0 ? line({flow_.left(), top + 8}, heads_[c], kSmall, kMuted)
                           : line({edge(c), top + 8}, heads_[c], kSmall, kMuted, Anchor::End))});
            table_.add({std::move(row)});
        });
    }
    /// `mark` paints the swatch or symbol of the row around its middle.
    void add(double indent, const std::string& label, const std::vector<std::string>& numbers,
             const std::function<void(Group&, Spot)>& mark) {
        const double room = edge(1) - width_[1] - 5 - flow_.left() - indent;
        const std::vector<std::string> lines = wrapped(label, kText, false, room);
        const double height = kRow + kText * 1.2 * static_cast<double>(lines.size() - 1);
        flow_.place(height, [&](Group&, double top) {
            Group row{.role = Role::Row, .alt = {}, .items = {}, .clip = {}};
            if (mark)
                mark(row, {flow_.left() + kSwatchWide / 2, top + kRow / 2});
            Group first{.role = Role::Cell, .alt = {}, .items = {}, .clip = {}};
            for (std::size_t i = 0; i < lines.size(); ++i)
                first.add({line({flow_.left() + indent,
                                 top + kRow / 2 + 2.9 + kText * 1.2 * static_cast<double>(i)},
                                lines[i], kText)});
            row.add({std::move(first)});
            for (std::size_t n = 0; n < numbers.size(); ++n)
                row.add({cell(Role::Cell, line({edge(n + 1), top + kRow / 2 + 2.9}, numbers[n],
                                               kText, n == 0 ? kInk : kMuted, Anchor::End))});
            table_.add({std::move(row)});
        });
    }
    void end() {
        if (flow_.into() != nullptr)
            flow_.into()->add({std::move(table_)});
    }

private:
    /// Where the numbers of a column end.
    double edge(std::size_t column) const {
        double right = flow_.right();
        for (std::size_t c = heads_.size() - 1; c > column; --c)
            right -= width_[c] + 8;
        return right;
    }
    Flow& flow_;
    std::vector<std::string> heads_;
    std::vector<double> width_;
    Group table_;
};

std::function<void(Group&, Spot)> swatch(Rgb fill, std::optional<Hatch> hatch = std::nullopt) {
    return [=](Group& group, Spot at) {
        Shape shape = rectangle({at.x - kSwatchWide / 2, at.y - kSwatchHigh / 2,
                                 at.x + kSwatchWide / 2, at.y + kSwatchHigh / 2});
        shape.fill = fill;
        shape.hatch = hatch;
        shape.line = Line{kEdge, 0.4, 1};
        group.add({std::move(shape)});
    };
}

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
                group.add({line({x + kSide / 2, y + kSide / 2 + 2.6},
                                format_count(static_cast<double>(cell.tracts)), kSmall,
                                map::text_on(cell.color), Anchor::Middle)});
            }
    });
    flow.text("→ " + legend.across, {.size = kText, .bold = true});
    flow.gap(4);
}

} // namespace

void legend_of_classes(Flow& flow, const map::MapScene& scene, Reader reader) {
    const map::Legend& legend = scene.legend;
    if (!legend.bivariate) {
        flow.text(legend.title, {.size = 9, .bold = true, .color = kInk, .role = Role::Heading});
        std::string unit = legend.unit_words;
        if (!legend.reference_words.empty())
            unit += (unit.empty() ? "" : ", ") + legend.reference_words;
        flow.text(unit, {.size = kText, .bold = false, .color = kMuted});
        flow.gap(4);
    } else {
        square(flow, *legend.bivariate);
    }
    Rows rows(flow, {kClass.in(reader), kTracts.in(reader), kPeople.in(reader)});
    const auto number = [](std::size_t n) { return format_count(static_cast<double>(n)); };
    const auto share = [](double of_all) {
        return std::isfinite(of_all) ? words::percent(of_all) : std::string(words::kUnknown);
    };
    const auto measure = [&](std::size_t tracts, double people) {
        rows.measure(1, number(tracts));
        rows.measure(2, share(people));
    };
    for (const map::LegendRow& row : legend.rows)
        measure(row.tracts, row.people_share);
    measure(legend.no_data.tracts, legend.no_data.people_share);
    if (legend.unreliable)
        measure(legend.unreliable->tracts, legend.unreliable->people_share);
    constexpr double kIndent = kSwatchWide + 6;
    rows.begin();
    for (const map::LegendRow& row : legend.rows)
        rows.add(kIndent, row.label, {number(row.tracts), share(row.people_share)},
                 swatch(row.color));
    rows.add(kIndent, legend.no_data.label,
             {number(legend.no_data.tracts), share(legend.no_data.people_share)},
             swatch(map::kNoDataFill, Hatch{.color = map::kNoDataLines}));
    if (legend.unreliable) {
        const Rgb middle = legend.rows.empty() ? kWhite : legend.rows[legend.rows.size() / 2].color;
        rows.add(kIndent, legend.unreliable->label,
                 {number(legend.unreliable->tracts), share(legend.unreliable->people_share)},
                 swatch(middle, Hatch{.color = map::kUnreliableLines}));
    }
    rows.end();
    if (legend.bivariate) {
        flow.gap(2);
        flow.text(kTwoNote.in(reader), {.size = kSmall, .bold = false, .color = kMuted});
        flow.text(legend.reference_words, {.size = kSmall, .bold = false, .color = kMuted});
    }
}

void legend_of_symbols(Flow& flow, const std::vector<map::LegendSymbol>& symbols, Reader reader) {
    if (symbols.empty())
        return;
    Rows rows(flow, {kSites.in(reader), ""});
    for (const map::LegendSymbol& symbol : symbols)
        rows.measure(1, format_count(static_cast<double>(symbol.count)));
    rows.begin();
    for (const map::LegendSymbol& symbol : symbols)
        rows.add(kSwatchWide + 6, map::label_of(symbol, reader),
                 {format_count(static_cast<double>(symbol.count))}, [&](Group& group, Spot at) {
                     if (symbol.symbol == map::Symbol::Stop)
                         add_stop(group, at, 1, 5.5);
                     else
                         group.add({symbol_shape(symbol.symbol, symbol.counted, at, 4)});
                 });
    rows.end();
}

void legend_notes(Flow& flow, const map::MapScene& scene) {
    flow.text(scene.legend.bivariate ? std::string() : scene.legend.method_words,
              {.size = kSmall, .bold = false, .color = kMuted});
    flow.text(scene.legend.wrong_class_words, {.size = kSmall, .bold = false, .color = kMuted});
}

void table_of_stops(Flow& flow, const PageStops& stops, Reader reader) {
    flow.text(kStops.in(reader), {.size = 9, .bold = true, .color = kInk, .role = Role::Heading});
    flow.gap(2);
    Rows rows(flow, {kStop.in(reader), kNewly.in(reader)});
    for (const PageStop& stop : stops.stops)
        rows.measure(1, words::people(stop.newly));
    rows.begin();
    for (const PageStop& stop : stops.stops)
        rows.add(kSwatchWide, stop.name, {words::people(stop.newly)}, [&](Group& group, Spot at) {
            add_stop(group, {at.x - 3.5, at.y}, stop.number, 5.5);
        });
    rows.end();
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
            group.add({line({left + 3, above ? y - 3 : y + kSmall + 2}, length.label, kSmall)});
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
        group.add({line({letter.x, letter.y + 2.6}, "N", 7.5, kInk, Anchor::Middle, true)});
    });
}

} // namespace tractwise::paper
