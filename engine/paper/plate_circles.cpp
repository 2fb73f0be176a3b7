// SPDX-License-Identifier: Apache-2.0
// Circles whose area is the value of a tract.
#include "engine/paper/legend.hpp"
#include "engine/paper/measures.hpp"
#include "engine/paper/plate_kinds.hpp"

#include "engine/core/error.hpp"
#include "engine/core/round_number.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/inner_point.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/map/alternative.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr Rgb kCircle{31, 105, 152};
constexpr double kCircleOpacity = 0.62;
/// Of the paper, how much all circles cover together; bounds for the largest.
constexpr double kCovered = 0.09, kLargestLeast = 2, kLargestMost = 26;
/// Circles of the legend: how many, how much less each shows, and the room for what it says.
constexpr std::size_t kListed = 3;
constexpr double kListedStep = 4, kListedLine = 10, kLeader = 6;

constexpr Text kCircleTable{"Tracts", "Sectores"};
constexpr Text kWithCircle{"With a circle", "Con círculo"},
    kZero{"Zero: no circle", "Cero: sin círculo"};
constexpr Text kCircleNote{"The area of a circle is the value of its tract.",
                           "El área de un círculo es el valor de su sector."};

/// The radius of each value, so that areas are in proportion.
struct CircleScale {
    double largest_value = 0, largest_radius = 0;

    double radius(double value) const { return largest_radius * std::sqrt(value / largest_value); }
};

CircleScale scale_of(const std::vector<double>& values, double paper) {
    CircleScale scale;
    double sum = 0;
    for (const double value : values)
        if (value > 0) {
            scale.largest_value = std::max(scale.largest_value, value);
            sum += value;
        }
    if (sum > 0)
        scale.largest_radius =
            std::clamp(std::sqrt(kCovered * paper * scale.largest_value / sum / std::numbers::pi),
                       kLargestLeast, kLargestMost);
    return scale;
}

Disc circle(Spot at, double radius) {
    return {at, radius, kCircle, kCircleOpacity, Line{kWhite, 0.4, 1}};
}

/// Circles in each other, each with its value; a leader goes from its top to the words.
void nested_circles(Flow& flow, const CircleScale& scale, const std::string& unit, Reader reader) {
    std::vector<double> values;
    for (double value = scale.largest_value; values.size() < kListed && value > 0;
         value = values.back() / kListedStep)
        values.push_back(round_below(value));
    if (values.empty())
        return;
    const double radius = scale.radius(values[0]);
    const double height =
        std::max(2 * radius, kListedLine * static_cast<double>(values.size())) + kListedLine / 2;
    flow.place(height, [&](Group& group, double top) {
        const double foot = top + height - 2, middle = flow.left() + radius + 1,
                     words = middle + radius + 2 * kLeader;
        double lowest = foot + kListedLine / 2;
        std::vector<double> lines(values.size()); // from the smallest up, so that none overlap
        for (std::size_t i = values.size(); i-- > 0;)
            lowest = lines[i] = std::min(foot - 2 * scale.radius(values[i]), lowest - kListedLine);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double own = scale.radius(values[i]);
            group.add({circle({middle, foot - own}, own)});
            Shape leader;
            leader.closed = false;
            leader.outline.begin();
            leader.outline.add({middle, foot - 2 * own});
            leader.outline.add({words - kLeader, lines[i]});
            leader.outline.add({words - 2, lines[i]});
            leader.line = Line{kMuted, 0.4, 1};
            group.add({std::move(leader)});
            Group said{.role = Role::Paragraph, .alt = {}, .items = {}, .clip = {}};
            said.add({line_of({words, lines[i] + kText * 0.36},
                              words::value(values[i], unit, reader), kText)});
            group.add({std::move(said)});
        }
    });
}

void legend_of_circles(Flow& flow, const map::Legend& legend, const CircleScale& scale,
                       const std::string& unit, std::size_t zero, std::size_t drawn,
                       Reader reader) {
    flow.text(legend.title,
              {.size = kHeadingSize, .bold = true, .color = kInk, .role = Role::Heading});
    flow.text(legend.unit_words, {.size = kText, .bold = false, .color = kMuted});
    flow.gap(4);
    nested_circles(flow, scale, unit, reader);
    flow.gap(4);
    const auto count = [](std::size_t n) {
        return std::vector<std::string>{format_count(static_cast<double>(n))};
    };
    std::vector<LegendEntry> entries = {
        {kWithCircle.in(reader), count(drawn),
         [](Group& group, Spot at) { group.add({circle(at, kListedSymbolRadius)}); }}};
    if (zero > 0)
        entries.push_back({kZero.in(reader), count(zero), swatch(kQuietGround)});
    entries.push_back({legend.no_data.label, count(legend.no_data.tracts), no_data_swatch()});
    write_table(flow, {kCircleTable.in(reader), ""}, entries);
}

/// Where the circle of each tract stands: its center, or a place inside where that lies outside.
class InnerPlaces {
public:
    explicit InnerPlaces(const tract::TractSet& tracts)
        : tracts_(tracts), owner_(geo::PointLocator(tracts.polygons()).locate(tracts.centroids())) {
    }
    geo::LonLat of(std::uint32_t row) const {
        return owner_[row] == row ? tracts_.centroids()[row]
                                  : geo::inner_point(tracts_.polygons(), row);
    }

private:
    const tract::TractSet& tracts_;
    std::vector<std::uint32_t> owner_;
};

} // namespace

void fill_with_circles(Plate& plate, const PlateInput& in) {
    without_sites(plate.style);
    PlateMap& one = plate.maps.emplace_back();
    one.scene = map::make_scene(in.columns, plate.style, in.choice.reader);
    one.alternative = join(
        map::map_alternative(in.columns, one.scene, in.terrain.topology, in.choice.reader), " ");
    const tract::Column& column = in.columns[one.scene.column];
    const std::vector<double>& values = column.values;
    if (std::any_of(values.begin(), values.end(), [](double value) { return value < 0; }))
        throw Error(ErrorKind::Usage,
                    fmt::format("\"{}\" has values below 0, and no circle has such an area",
                                column.info.label),
                    {.hint = "--kind choropleth shows it"});
    make_quiet(one.scene);
    const CircleScale scale = scale_of(values, in.choice.paper);
    std::vector<std::uint32_t> rows(values.size());
    std::iota(rows.begin(), rows.end(), 0U);
    std::erase_if(rows, [&](std::uint32_t row) { return !(values[row] > 0); });
    std::stable_sort(rows.begin(), rows.end(), // the large ones under the small ones
                     [&](std::uint32_t a, std::uint32_t b) { return values[a] > values[b]; });
    const InnerPlaces inner(*in.columns.results().tracts);
    for (const std::uint32_t row : rows)
        one.marks.push_back({row, inner.of(row), scale.radius(values[row]), kCircle, kCircleOpacity,
                             Line{kWhite, 0.4, 1}});
    const auto zero = static_cast<std::size_t>(std::count(values.begin(), values.end(), 0.0));
    plate.title = one.scene.title;
    plate.sources = {one.scene.source_line};
    plate.notes = {kCircleNote.in(in.choice.reader)};
    plate.panel.emplace_back([legend = one.scene.legend, scale, unit = column.info.unit, zero,
                              drawn = rows.size(), reader = plate.reader](Flow& flow) {
        legend_of_circles(flow, legend, scale, unit, zero, drawn, reader);
    });
}

} // namespace tractwise::paper
