// SPDX-License-Identifier: Apache-2.0
// A dot for so many people, a color for each group.
#include "engine/paper/legend.hpp"
#include "engine/paper/measures.hpp"
#include "engine/paper/plate_kinds.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/round_number.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/inner_point.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/map/areas.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <random>
#include <utility>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

/// Okabe and Ito 2008, "Color Universal Design": told apart by all eyes; light yellow is left out.
constexpr std::array<Rgb, 7> kDotColors = {{{0, 114, 178},
                                            {0, 158, 115},
                                            {230, 159, 0},
                                            {204, 121, 167},
                                            {60, 60, 60},
                                            {213, 94, 0},
                                            {86, 180, 233}}};
constexpr double kDotRadius = 0.8, kListedDotRadius = 2.5;
/// Square points of paper that each dot should have, at least.
constexpr double kPaperPerDot = 40;

/// What is shown where no group is named: columns of layers/population.
constexpr std::array kUsualGroups = {"white_nh", "black_nh", "hispanic", "asian_nh"};
constexpr std::array kOtherGroups = {"aian_nh", "nhpi_nh", "other_nh", "two_or_more_nh"};
constexpr Text kOthers{"All other people, not Hispanic", "Las demás personas, no hispanas"};

constexpr Text kDotTitle{"Where people live, by group", "Dónde vive la gente, por grupo"};
constexpr Text kDotOne{"One dot is {}", "Un punto es {}"};
constexpr Text kDotPerson{"One dot is one person", "Un punto es una persona"};
constexpr Text kGroup{"Group", "Grupo"};
constexpr Text kDotNote{
    "Dots stand at random places on the land of their tract, not where people live in it.",
    "Los puntos están en lugares al azar de la tierra de su sector, no donde vive la gente en él."};
constexpr Text kDotsOf{"Dot map by census tract: {} tracts in {}. {}. {}.",
                       "Mapa de puntos por sector censal: {} sectores en {}. {}. {}."};
constexpr Text kGroupCount{"{}: {}", "{}: {}"};
constexpr Text kDotMissing{"No data: {} tracts.", "Sin datos: {} sectores."};
constexpr Text kDotOneMissing{"No data: 1 tract.", "Sin datos: 1 sector."};

struct DotGroup {
    std::string label;
    std::vector<double> people; ///< by tract; NaN: not known
    double total = 0;
    Rgb color;
};

/// The counts of a column, or why it has none.
const std::vector<double>& counts_of(const tract::Column& column) {
    constexpr std::array kCounts = {"people", "households", "housing units"};
    if (std::find(kCounts.begin(), kCounts.end(), column.info.unit) == kCounts.end())
        throw Error(ErrorKind::Usage,
                    fmt::format("dots show counts, and \"{}\" is in {}", column.info.label,
                                words::unit(column.info.unit, {})),
                    {.hint = "name columns of people or households: white_nh, black_nh, hispanic"});
    return column.values;
}

/// Those that no usual group holds, tract by tract.
std::vector<double> all_others(const study::ResultColumns& columns) {
    std::vector<double> sum(columns.results().tracts->size(), 0);
    for (const char* name : kOtherGroups) {
        const std::vector<double>& people = counts_of(columns[name]);
        for (std::size_t row = 0; row < sum.size(); ++row)
            sum[row] += people[row];
    }
    return sum;
}

std::vector<DotGroup> groups_of(const PlateInput& in,
                                std::vector<const tract::ColumnInfo*>& shown) {
    std::vector<std::string> names = in.choice.kind.columns;
    const bool usual = names.empty();
    if (usual)
        names.assign(kUsualGroups.begin(), kUsualGroups.end());
    std::vector<DotGroup> groups;
    for (const std::string& name : names) {
        const tract::Column& column = in.columns[name];
        shown.push_back(&column.info);
        groups.push_back({column.info.label_in(in.choice.reader), counts_of(column)});
    }
    if (usual)
        groups.push_back({kOthers.in(in.choice.reader), all_others(in.columns)});
    for (std::size_t g = 0; g < groups.size(); ++g) {
        groups[g].color = kDotColors[g];
        for (const double people : groups[g].people)
            groups[g].total += std::isnan(people) ? 0 : people;
    }
    return groups;
}

/// How many dots each tract has: what is left over of a dot goes on to the next tract, so that sums
/// are right however small the tracts are.
std::vector<std::uint32_t> dots_of(const std::vector<double>& people, double per) {
    std::vector<std::uint32_t> dots;
    double left = per / 2;
    for (const double count : people) {
        left += std::isnan(count) ? 0 : std::max(count, 0.0);
        const double whole = std::floor(left / per);
        dots.push_back(static_cast<std::uint32_t>(whole));
        left -= whole * per;
    }
    return dots;
}

/// Random places on the land of a tract.
class LandPlaces {
public:
    LandPlaces(const tract::TractSet& tracts, const map::Overlays* overlays, std::uint64_t seed)
        : tracts_(tracts), locator_(tracts.polygons()), random_(seed) {
        if (overlays != nullptr && overlays->water.size() > 0)
            water_.emplace(overlays->water);
    }

    geo::LonLat next(std::uint32_t row) {
        constexpr int kTries = 200; // a tract takes a tenth of its box at the least
        const geo::Box box = tracts_.polygons().box(row);
        geo::LonLat inside = geo::kNowhere;
        for (int i = 0; i < kTries; ++i) {
            const double x = share();
            const geo::LonLat place{std::lerp(box.min_x, box.max_x, x),
                                    std::lerp(box.min_y, box.max_y, share())};
            if (locator_.locate(place) != row)
                continue;
            if (!water_ || water_->locate(place) == geo::PointLocator::kOutside)
                return place;
            inside = place;
        }
        return std::isnan(inside.lon) ? geo::inner_point(tracts_.polygons(), row) : inside;
    }

    /// The same numbers with every library: that has one engine and any number of distributions.
    std::size_t below(std::size_t count) { return random_() % count; }

private:
    double share() { return static_cast<double>(random_() >> 11U) * 0x1p-53; }

    const tract::TractSet& tracts_;
    geo::PointLocator locator_;
    std::optional<geo::PointLocator> water_;
    std::mt19937_64 random_;
};

/// Dots of all groups in mixed order: none covers another more than it is covered.
std::vector<Mark> dots(const std::vector<DotGroup>& groups, double per, const PlateInput& in) {
    LandPlaces places(*in.columns.results().tracts, in.choice.overlays, in.choice.kind.seed);
    std::vector<Mark> marks;
    for (const DotGroup& group : groups) {
        const std::vector<std::uint32_t> count = dots_of(group.people, per);
        for (std::uint32_t row = 0; row < count.size(); ++row)
            for (std::uint32_t i = 0; i < count[row]; ++i)
                marks.push_back({row, places.next(row), kDotRadius, group.color, 1, std::nullopt});
    }
    for (std::size_t i = marks.size(); i > 1; --i) // Fisher and Yates
        std::swap(marks[i - 1], marks[places.below(i)]);
    return marks;
}

std::string one_dot_words(double per, const std::string& unit, Reader reader) {
    if (per == 1 && unit == "people")
        return kDotPerson.in(reader);
    return fmt::format(fmt::runtime(kDotOne.in(reader)), words::value(per, unit, reader));
}

std::string count_of(std::size_t tracts) {
    return format_count(static_cast<double>(tracts));
}

std::string missing_words(std::size_t tracts, Language language) {
    return tracts == 1 ? kDotOneMissing.in(language)
                       : fmt::format(fmt::runtime(kDotMissing.in(language)), count_of(tracts));
}

map::MapScene dot_ground(const std::vector<DotGroup>& groups, std::size_t& missing) {
    map::MapScene scene;
    scene.fill.assign(groups[0].people.size(), kQuietGround);
    scene.pattern.assign(scene.fill.size(), map::Pattern::Solid);
    missing = 0;
    for (std::size_t row = 0; row < scene.fill.size(); ++row)
        if (std::any_of(groups.begin(), groups.end(),
                        [&](const DotGroup& group) { return std::isnan(group.people[row]); })) {
            scene.pattern[row] = map::Pattern::NoData;
            ++missing;
        }
    return scene;
}

} // namespace

void fill_with_dots(Plate& plate, const PlateInput& in) {
    const Reader reader = in.choice.reader;
    without_sites(plate.style);
    std::vector<const tract::ColumnInfo*> shown;
    const std::vector<DotGroup> groups = groups_of(in, shown);
    const std::string unit = shown[0]->unit;
    double total = 0;
    for (const DotGroup& group : groups)
        total += group.total;
    const double least = std::max(total * kPaperPerDot / in.choice.paper, 1.0);
    const double per =
        in.choice.kind.people_per_dot > 0 ? in.choice.kind.people_per_dot : round_above(least);
    constexpr double kMostDots = 400'000; // more is no picture but a flood
    if (total / per > kMostDots)
        throw Error(
            ErrorKind::Usage,
            fmt::format("one dot for {} gives {} dots", words::value(per, unit, {}),
                        format_count(std::round(total / per))),
            {.hint = fmt::format("take --per {} or more", format_number(round_above(least)))});

    const std::string one_dot = one_dot_words(per, unit, reader);
    std::size_t missing = 0;
    PlateMap& one = plate.maps.emplace_back();
    one.scene = dot_ground(groups, missing);
    one.marks = dots(groups, per, in);
    std::vector<std::string> said;
    std::vector<LegendEntry> entries;
    for (const DotGroup& group : groups) {
        said.push_back(fmt::format(fmt::runtime(kGroupCount.in(reader)), group.label,
                                   words::value(group.total, unit, reader)));
        entries.push_back({group.label,
                           {format_count(group.total)},
                           [color = group.color](Group& into, Spot at) {
                               into.add({Disc{at, kListedDotRadius, color, 1, std::nullopt}});
                           },
                           kSwatchWide});
        plate.told_apart.push_back(group.color);
    }
    one.alternative =
        fmt::format(fmt::runtime(kDotsOf.in(reader)), count_of(one.scene.fill.size()),
                    map::region_name(in.columns.results()), one_dot, join(said, "; "));
    plate.title = plate.style.title.empty() ? kDotTitle.in(reader) : plate.style.title;
    plate.sources = {map::source_line(in.columns, shown, reader)};
    plate.notes = {kDotNote.in(reader)};
    if (missing > 0) {
        plate.notes.push_back(missing_words(missing, reader));
        one.alternative += ' ' + plate.notes.back();
    }
    plate.panel.emplace_back([=, heads = std::vector<std::string>{
                                     kGroup.in(reader), words::unit(unit, reader)}](Flow& flow) {
        flow.text(one_dot,
                  {.size = kHeadingSize, .bold = true, .color = kInk, .role = Role::Heading});
        flow.gap(4);
        write_table(flow, heads, entries);
    });
}

} // namespace tractwise::paper
