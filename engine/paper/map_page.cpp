// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/map_page.hpp"

#include "engine/paper/flow.hpp"
#include "engine/paper/fonts.hpp"
#include "engine/paper/legend.hpp"
#include "engine/paper/map_drawing.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/map/alternative.hpp"
#include "engine/map/color_vision.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr double kMillimetersPerInch = 25.4;
constexpr double kMargin = 36, kGutter = 16;
constexpr double kTitleSize = 19, kSubtitleSize = 10, kFoot = 6.8, kLogoHeight = 34;
constexpr Rgb kNeat{120, 120, 120};

constexpr Text kBoundaries{"Boundaries: {}.", "Límites: {}."};
constexpr Text kSitesFrom{"Sites: {}.", "Lugares: {}."};
constexpr Text kStreetsFrom{"Streets: {}.", "Calles: {}."};
constexpr Text kWaterFrom{"Water: {}.", "Agua: {}."};
constexpr Text kNamesFrom{"Names: {}.", "Nombres: {}."};
constexpr Text kMade{"Made on {} with Tractwise.", "Hecho el {} con Tractwise."};
constexpr Text kMadeWith{"Made with Tractwise.", "Hecho con Tractwise."};
constexpr Text kTractsOf{"{} census tracts of {}", "{} sectores censales de {}"};
constexpr Text kGray{
    "In black and white, two classes look alike; take a palette from light to dark",
    "En blanco y negro, dos clases se ven iguales; use una paleta de claro a oscuro"};
constexpr Text kBlind{"Eyes with {} cannot tell two classes apart; take a palette that is safe",
                      "Con {} no se distinguen dos clases; use una paleta segura"};

struct NamedSheet {
    std::string_view name;
    double width, height;
};
constexpr std::array kSheets = {
    NamedSheet{"letter", 612, 792},     NamedSheet{"legal", 612, 1008},
    NamedSheet{"tabloid", 792, 1224},   NamedSheet{"a4", 595.276, 841.89},
    NamedSheet{"a3", 841.89, 1190.551},
};

/// "11x8.5in": both sides in one unit.
std::optional<Sheet> own_sheet(std::string_view text) {
    double unit = kPointsPerInch;
    if (text.ends_with("mm"))
        unit = kPointsPerInch / kMillimetersPerInch;
    if (text.ends_with("mm") || text.ends_with("in"))
        text.remove_suffix(2);
    const std::size_t by = text.find_first_of("xX");
    if (by == std::string_view::npos)
        return std::nullopt;
    const std::optional<double> width = parse_number(trim(text.substr(0, by))),
                                height = parse_number(trim(text.substr(by + 1)));
    constexpr double kLeast = 2 * kPointsPerInch, kMost = 60 * kPointsPerInch;
    const auto usable = [&](const std::optional<double>& side) {
        return side && *side * unit >= kLeast && *side * unit <= kMost;
    };
    if (!usable(width) || !usable(height))
        return std::nullopt;
    return Sheet{*width * unit, *height * unit};
}

void add_once(std::vector<std::string>& list, const std::string& item) {
    if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end())
        list.push_back(item);
}

/// The title of a source with the year of its data, where the title does not say it.
std::string titled(const io::SourceSpec& spec) {
    std::string title = spec.title.empty() ? spec.id : spec.title;
    if (spec.year && title.find(std::to_string(*spec.year)) == std::string::npos)
        title += fmt::format(", {}", *spec.year);
    return title;
}

/// Where everything on the page comes from, a line each.
std::vector<std::string> credits(const study::Results& results, const map::MapScene& scene,
                                 const map::MapStyle& style, const map::Overlays* overlays,
                                 Language language) {
    const study::Study& study = results.study;
    std::vector<std::string> lines = {scene.source_line};
    const auto say = [&](Text text, const std::string& source) {
        if (const auto found = study.sources.find(source); found != study.sources.end())
            lines.push_back(fmt::format(fmt::runtime(text.in(language)), titled(found->second)));
    };
    say(kBoundaries, study.tracts);
    if (overlays == nullptr)
        return lines;
    std::vector<std::string> sites;
    for (const map::PointOverlay& points : overlays->points)
        if (points.shown(style))
            if (const auto found = study.sources.find(points.list->source());
                found != study.sources.end())
                add_once(sites, titled(found->second));
    if (!sites.empty())
        lines.push_back(fmt::format(fmt::runtime(kSitesFrom.in(language)), join(sites, "; ")));
    const bool streets = std::any_of(overlays->streets.begin(), overlays->streets.end(),
                                     [](const geo::LineSet& rank) { return rank.size() > 0; });
    if (style.show_streets && streets)
        say(kStreetsFrom, study.view.text("streets", "streets"));
    if (style.show_water && overlays->water.size() > 0)
        say(kWaterFrom, study.view.text("water", "water"));
    if (style.show_labels && !overlays->places.empty())
        say(kNamesFrom, study.view.text("places", "places"));
    return lines;
}

/// Blocks in columns of one width, as low as they can be: each block follows the one before it.
struct Columns {
    std::vector<std::size_t> first; ///< the first block of each column
    double height = 0;
};
Columns in_columns(const std::vector<double>& heights, std::size_t columns, double gap) {
    const auto fill = [&](double limit) -> std::optional<Columns> {
        Columns made{{0}, 0};
        double y = 0;
        for (std::size_t i = 0; i < heights.size(); ++i) {
            const double more = (y > 0 ? gap : 0) + heights[i];
            if (y > 0 && y + more > limit) {
                if (made.first.size() == columns)
                    return std::nullopt;
                made.first.push_back(i);
                y = heights[i];
            } else {
                y += more;
            }
            made.height = std::max(made.height, y);
        }
        return made;
    };
    double limit = heights.empty() ? 0 : *std::max_element(heights.begin(), heights.end());
    constexpr double kStep = 4;
    for (;; limit += kStep)
        if (std::optional<Columns> made = fill(limit))
            return *made;
}

/// The page in parts, before anyone knows where the map goes.
class Composer {
public:
    Composer(const study::ResultColumns& columns, const map::MapStyle& style,
             const map::Overlays* overlays, const PageChoice& choice, const Progress& progress)
        : results_(columns.results()), style_(style), overlays_(overlays), choice_(choice),
          scene_(map::make_scene(columns, style, choice.reader)),
          borders_(*results_.tracts, progress.part(0.05, 0.4)),
          grounds_(grounds_of(*results_.tracts)) {
        if (choice.plan)
            stops_ = choice.stops ? *choice.stops : stops_of(results_, choice.reader);
        for (std::string& sentence :
             map::map_alternative(columns, scene_, borders_.topology, choice.reader))
            alternative_ += (alternative_.empty() ? "" : " ") + sentence;
        lines_ = credits(results_, scene_, style, overlays, choice.reader);
        title_ = choice.title.empty() ? scene_.title : choice.title;
        subtitle_ = choice.subtitle.empty() ? about() : choice.subtitle;
        blocks();
    }

    Drawing compose(const Progress& progress) {
        const Arrangement best = choose();
        Drawing page;
        page.width = best.sheet.width;
        page.height = best.sheet.height;
        page.title = title_;
        page.author = choice_.theme.organization;
        page.subject = alternative_;
        page.language = name_of(choice_.reader.language);
        page.date = choice_.date;
        header(page, best);
        map_part(page, best, progress);
        panel(page, best);
        foot(page, best);
        return page;
    }

private:
    struct Arrangement {
        Sheet sheet;
        Frame map, panel;
        double head = 0, foot = 0;
        std::size_t columns = 1;
        double column_width = 0, points_per_meter = 0;
    };

    std::string about() const {
        const tract::TractSet& tracts = *results_.tracts;
        const std::string region = !results_.study.region.name.empty() ? results_.study.region.name
                                   : tracts.counties().size() == 1     ? tracts.counties()[0].name
                                                                       : "";
        std::string text = region;
        if (region.empty())
            text = results_.study.title;
        else if (tracts.vintage() > 0)
            text = region + " · " +
                   fmt::format(fmt::runtime(kTractsOf.in(choice_.reader)),
                               format_count(static_cast<double>(tracts.size())), tracts.vintage());
        return text;
    }

    void blocks() {
        blocks_.emplace_back(
            [this](Flow& flow) { legend_of_classes(flow, scene_, choice_.reader); });
        if (overlays_ != nullptr) {
            symbols_ = map::legend_symbols(*overlays_, style_, 0);
            if (!symbols_.empty())
                blocks_.emplace_back(
                    [this](Flow& flow) { legend_of_symbols(flow, symbols_, choice_.reader); });
        }
        if (!stops_.stops.empty())
            blocks_.emplace_back(
                [this](Flow& flow) { table_of_stops(flow, stops_, choice_.reader); });
        const map::Legend& legend = scene_.legend;
        if ((!legend.bivariate && !legend.method_words.empty()) ||
            !legend.wrong_class_words.empty())
            blocks_.emplace_back([this](Flow& flow) { legend_notes(flow, scene_); });
        // The scale is known when the map has its place; it takes the same room whatever it is.
        blocks_.emplace_back([this](Flow& flow) {
            scale_and_north(flow, scale_ > 0 ? scale_ : 1e-3, north_, choice_.reader);
        });
    }

    double head_height(double width) const {
        const double room = width - (choice_.theme.logo.empty() ? 0 : 120);
        const std::size_t lines = wrapped(title_, kTitleSize, true, room).size();
        return static_cast<double>(lines) * kTitleSize * 1.2 +
               (subtitle_.empty() ? 0 : kSubtitleSize * 1.5) + 14;
    }

    /// Where everything comes from, and whose page it is.
    void foot_text(Flow& flow) const {
        std::string text;
        for (const std::string& line : lines_)
            text += (text.empty() || line.empty() ? "" : " ") + line;
        const std::string& day = choice_.date;
        const std::string made = day.empty()
                                     ? kMadeWith.in(choice_.reader)
                                     : fmt::format(fmt::runtime(kMade.in(choice_.reader)), day);
        text += " " + grounds_[0].projection.words(choice_.reader) + ". " + made;
        const Flow::Look look{.size = kFoot, .bold = false, .color = kMuted};
        flow.text(text, look);
        std::string own = choice_.theme.organization;
        if (!choice_.theme.note.empty())
            own += (own.empty() ? "" : ". ") + choice_.theme.note;
        flow.text(own, look);
    }

    /// Where the panel can stand.
    enum class Beside { Right, Below, Corner };

    double panel_height(double width) const {
        double height = 0;
        for (const double block : heights(width))
            height += block + kGutter * 0.75;
        return height;
    }

    Arrangement arrange(Sheet sheet, Beside where) const {
        Arrangement a{.sheet = sheet, .map = {}, .panel = {}};
        const double width = sheet.width - 2 * kMargin;
        a.head = head_height(width);
        a.foot = height_of([this](Flow& flow) { foot_text(flow); }, width) + 6;
        const Frame room{kMargin, kMargin + a.head, sheet.width - kMargin,
                         sheet.height - kMargin - a.foot};
        a.map = a.panel = room;
        switch (where) {
        case Beside::Right:
            a.column_width = std::clamp(sheet.width * 0.24, 150.0, 230.0);
            a.panel.left = room.right - a.column_width;
            a.map.right = a.panel.left - kGutter;
            if (panel_height(a.column_width) > room.height()) // a panel that does not fit is none
                a.map.right = a.map.left;
            break;
        case Beside::Below:
            a.columns = std::clamp<std::size_t>(static_cast<std::size_t>(width / 165), 1, 4);
            a.columns = std::min(a.columns, blocks_.size());
            a.column_width = (width - kGutter * static_cast<double>(a.columns - 1)) /
                             static_cast<double>(a.columns);
            a.panel.top =
                room.bottom - in_columns(heights(a.column_width), a.columns, kGutter * 0.75).height;
            a.map.bottom = a.panel.top - kGutter * 0.75;
            break;
        case Beside::Corner:
            a.column_width = std::clamp(sheet.width * 0.24, 150.0, 230.0);
            if (const std::optional<Frame> corner =
                    empty_corner(room, {a.column_width + 2 * kGutter,
                                        panel_height(a.column_width) + kGutter * 1.25}))
                a.panel = {corner->left + kGutter, corner->top + kGutter, corner->right - kGutter,
                           corner->bottom};
            else
                a.map.right = a.map.left;
            break;
        }
        constexpr double kLeast = 72;
        if (a.map.width() > kLeast && a.map.height() > kLeast) {
            a.points_per_meter = Placing(grounds_[0], inner(a.map)).points_per_meter();
            if (where == Beside::Right)
                tighten(a);
        }
        return a;
    }

    /// The neat line goes around the map, not around empty paper; what is left is at the foot.
    void tighten(Arrangement& a) const {
        const Frame ground = inner(a.map);
        const double spare = ground.height() - grounds_[0].height() * a.points_per_meter;
        const double panel = panel_height(a.column_width);
        a.map.bottom = a.panel.bottom =
            std::max(a.map.bottom - std::max(spare, 0.0), a.map.top + panel);
    }

    /// A corner of the map's frame in which nothing of the region lies, where it is of this size.
    std::optional<Frame> empty_corner(const Frame& frame, Spot size) const {
        if (grounds_.size() > 1 || size.x > frame.width() || size.y > frame.height())
            return std::nullopt;
        const Placing placing(grounds_[0], inner(frame));
        const geo::PolygonSet& shapes = results_.tracts->polygons();
        std::optional<Frame> found;
        for (const bool right : {false, true})
            for (const bool bottom : {true, false}) {
                Frame corner;
                corner.left = right ? frame.right - size.x : frame.left;
                corner.top = bottom ? frame.bottom - size.y : frame.top;
                corner.right = corner.left + size.x;
                corner.bottom = corner.top + size.y;
                const bool free = std::none_of(
                    grounds_[0].rows.begin(), grounds_[0].rows.end(), [&](std::uint32_t row) {
                        const geo::Box box = shapes.box(row);
                        const Spot low = placing.at(geo::LonLat{box.min_x, box.min_y}),
                                   high = placing.at(geo::LonLat{box.max_x, box.max_y});
                        return std::min(low.x, high.x) < corner.right &&
                               std::max(low.x, high.x) > corner.left && high.y < corner.bottom &&
                               low.y > corner.top;
                    });
                if (free && !found)
                    found = corner;
            }
        return found;
    }

    std::vector<double> heights(double width) const {
        std::vector<double> heights;
        for (const Block& block : blocks_)
            heights.push_back(height_of(block, width));
        return heights;
    }

    /// Inside the neat line; insets of a country take a strip at the foot.
    Frame inner(Frame frame) const {
        frame = inner_of_neat(frame);
        if (grounds_.size() > 1)
            frame.bottom -= inset_height(frame);
        return frame;
    }
    static double inset_height(const Frame& frame) {
        return std::min(frame.width(), frame.height()) * 0.2;
    }

    Arrangement choose() const {
        std::vector<Sheet> sheets;
        const Sheet turned{choice_.sheet.height, choice_.sheet.width};
        if (!choice_.landscape)
            sheets = {choice_.sheet, turned};
        else
            sheets = {(choice_.sheet.width > choice_.sheet.height) == *choice_.landscape
                          ? choice_.sheet
                          : turned};
        std::optional<Arrangement> best;
        for (const Sheet& sheet : sheets)
            for (const Beside where : {Beside::Right, Beside::Below, Beside::Corner}) {
                Arrangement a = arrange(sheet, where);
                if (!best || a.points_per_meter > best->points_per_meter * 1.02)
                    best = a;
            }
        if (best->points_per_meter <= 0)
            throw Error(ErrorKind::Usage, "the sheet is too small for a map and its legend",
                        {.hint = "take a larger one, such as \"letter\""});
        return *best;
    }

    void header(Drawing& page, const Arrangement& a) const {
        const double width = a.sheet.width - 2 * kMargin;
        const bool logo = !choice_.theme.logo.empty();
        Flow flow(&page.root, kMargin, kMargin, width - (logo ? 120 : 0));
        flow.text(title_, {.size = kTitleSize, .bold = true, .color = kInk, .role = Role::Title});
        flow.gap(1);
        flow.text(subtitle_, {.size = kSubtitleSize, .bold = false, .color = kMuted});
        Flow line(&page.root, kMargin, kMargin + a.head - 9, width);
        line.rule(choice_.theme.accent, 1.4);
        if (logo)
            page.root.add({Picture{{a.sheet.width - kMargin - 110, kMargin, a.sheet.width - kMargin,
                                    kMargin + kLogoHeight},
                                   choice_.theme.logo}});
    }

    void map_part(Drawing& page, const Arrangement& a, const Progress& progress) {
        Group figure{.role = Role::Figure, .alt = alternative_, .items = {}, .clip = {}};
        const MapParts parts{scene_, style_, overlays_, &stops_, choice_.reader};
        const Placing placing(grounds_[0], inner(a.map));
        // The map is cut at the neat line, not at the air inside it.
        const Placing main =
            placing.within({a.map.left, a.map.top, a.map.right,
                            grounds_.size() > 1 ? inner(a.map).bottom : a.map.bottom});
        figure.add({map_drawing(parts, borders_, grounds_[0], main, progress.part(0.4, 0.9))});
        scale_ = placing.points_per_meter();
        north_ = north_of(placing);
        insets(figure, parts, a);
        Shape neat;
        neat.outline.begin();
        for (const Spot& spot : {Spot{a.map.left, a.map.top}, Spot{a.map.right, a.map.top},
                                 Spot{a.map.right, a.map.bottom}, Spot{a.map.left, a.map.bottom}})
            neat.outline.add(spot);
        neat.line = Line{kNeat, 0.6, 1};
        figure.add({std::move(neat)});
        page.root.add({std::move(figure)});
    }

    void insets(Group& figure, const MapParts& parts, const Arrangement& a) const {
        const Frame frame = inner(a.map);
        const double height = inset_height(inner_of_neat(a.map)), width = height * 1.5;
        double left = frame.left;
        for (std::size_t i = 1; i < grounds_.size(); ++i) {
            const Frame own{left, frame.bottom + 10, left + width, frame.bottom + height};
            map::MapStyle quiet = parts.style;
            quiet.show_labels = false;
            const MapParts inset{parts.scene, quiet, parts.overlays, nullptr, parts.language};
            figure.add({map_drawing(inset, borders_, grounds_[i], Placing(grounds_[i], own))});
            figure.add({Words{.at = {own.left, own.top - 2},
                              .text = grounds_[i].name.in(choice_.reader),
                              .size = 7,
                              .bold = true,
                              .color = kMuted,
                              .anchor = Anchor::Start,
                              .halo = kWhite}});
            left += width + kGutter;
        }
    }
    static Frame inner_of_neat(Frame frame) {
        constexpr double kAir = 8;
        return {frame.left + kAir, frame.top + kAir, frame.right - kAir, frame.bottom - kAir};
    }

    /// Where the meridian through the middle of the map goes, clockwise from up.
    static double north_of(const Placing& placing) {
        const Frame& frame = placing.frame();
        const geo::LonLat middle = placing.projection().inverse(
            placing.meters_at({(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2}));
        const Spot foot = placing.at(middle),
                   tip = placing.at(geo::LonLat{middle.lon, middle.lat + 0.01});
        return std::atan2(tip.x - foot.x, foot.y - tip.y);
    }

    void panel(Drawing& page, const Arrangement& a) const {
        const Columns columns = in_columns(heights(a.column_width), a.columns, kGutter * 0.75);
        for (std::size_t c = 0; c < columns.first.size(); ++c) {
            const double left = a.panel.left + static_cast<double>(c) * (a.column_width + kGutter);
            Flow flow(&page.root, left, a.panel.top, a.column_width);
            const std::size_t last =
                c + 1 < columns.first.size() ? columns.first[c + 1] : blocks_.size();
            for (std::size_t b = columns.first[c]; b < last; ++b) {
                blocks_[b](flow);
                flow.gap(kGutter * 0.75);
            }
        }
    }

    void foot(Drawing& page, const Arrangement& a) const {
        Flow flow(&page.root, kMargin, std::max(a.map.bottom, a.panel.bottom) + 6,
                  a.sheet.width - 2 * kMargin);
        foot_text(flow);
    }

    const study::Results& results_;
    const map::MapStyle& style_;
    const map::Overlays* overlays_;
    const PageChoice& choice_;
    const map::MapScene scene_;
    const Borders borders_;
    const std::vector<Ground> grounds_;
    PageStops stops_;
    std::string alternative_, title_, subtitle_;
    std::vector<std::string> lines_;
    std::vector<map::LegendSymbol> symbols_;
    std::vector<Block> blocks_;
    double scale_ = 0, north_ = 0;
};

} // namespace

Sheet sheet_named(std::string_view name) {
    const std::string wanted = to_lower(trim(name));
    for (const NamedSheet& sheet : kSheets)
        if (sheet.name == wanted)
            return {sheet.width, sheet.height};
    if (const std::optional<Sheet> own = own_sheet(wanted))
        return *own;
    throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no size of a sheet", name),
                {.hint = "letter, legal, tabloid, a4, a3, or both sides: 11x8.5in, 297x210mm (2 to "
                         "60 inches)"});
}

Drawing map_page(const study::ResultColumns& columns, const map::MapStyle& style,
                 const map::Overlays* overlays, const PageChoice& choice,
                 const Progress& progress) {
    progress.step("drawing the map", 0);
    return Composer(columns, style, overlays, choice, progress).compose(progress);
}

std::vector<std::string> print_warnings(const map::MapScene& scene, Reader reader) {
    constexpr double kApart = 6; // CIEDE2000: told apart beside each other, as the palettes' tests
    std::vector<std::string> warnings;
    for (const map::Vision vision : map::kVisions) {
        if (vision == map::Vision::Normal)
            continue;
        std::vector<Rgb> seen;
        for (const map::LegendRow& row : scene.legend.rows)
            seen.push_back(map::seen_as(row.color, vision));
        bool alike = false;
        for (std::size_t a = 0; a < seen.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                alike = alike || map::difference(seen[a], seen[b]) < kApart;
        if (alike)
            warnings.push_back(vision == map::Vision::Gray
                                   ? kGray.in(reader)
                                   : fmt::format(fmt::runtime(kBlind.in(reader)),
                                                 map::label_of(vision).in(reader)));
    }
    return warnings;
}

} // namespace tractwise::paper
