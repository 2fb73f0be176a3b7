// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/map_page.hpp"

#include "engine/paper/credits.hpp"
#include "engine/paper/fonts.hpp"
#include "engine/paper/locator_map.hpp"
#include "engine/paper/measures.hpp"
#include "engine/paper/plate.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/map/origin.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr double kTitleSize = 19, kTitleLine = 1.2, kSubtitleSize = 10, kSubtitleLine = 1.5,
                 kUnderTitle = 14, kRuleUp = 9, kRuleWidth = 1.4;
constexpr double kFootSize = 6.8, kOverFoot = 6;
constexpr double kLogoWide = 110, kLogoHigh = 34, kBesideLogo = 10;

/// What stands above and below a map, and how they share a sheet with it.
class Page {
public:
    Page(const study::Results& results, const Plate& plate, const Terrain& terrain,
         const PageChoice& choice)
        : plate_(plate), terrain_(terrain), choice_(choice),
          title_(choice.title.empty() ? plate.title : choice.title),
          subtitle_(choice.subtitle.empty() ? map::region_words(results, choice.reader)
                                            : choice.subtitle),
          sources_(plate.sources) {
        for (std::string& line : credits(results, plate.style, plate.overlays, choice.reader))
            sources_.push_back(std::move(line));
    }

    Drawing compose(const Progress& progress) const {
        const Sheet sheet = best_sheet();
        const Arrangement arranged = *arranged_on(sheet);
        Drawing page{.width = sheet.width, .height = sheet.height, .title = title_};
        page.author = choice_.theme.organization;
        page.subject = plate_.alternative();
        page.language = name_of(choice_.reader.language);
        page.date = choice_.date;
        page.told_apart = plate_.told_apart;
        header(page);
        paint_plate(page.root, plate_, terrain_, arranged, progress);
        Flow flow(&page.root, kMargin,
                  std::max(arranged.map.bottom, arranged.panel.bottom) + kOverFoot,
                  sheet.width - 2 * kMargin);
        foot(flow);
        return page;
    }

private:
    /// The sheet as asked, or whichever way of turning it shows the region larger. A wide region on a
    /// high sheet leaves much of it empty, so that has to be worth it.
    Sheet best_sheet() const {
        std::vector<Sheet> sheets = {choice_.sheet};
        if (!choice_.landscape)
            sheets.push_back(choice_.sheet.turned());
        else if (choice_.sheet.is_landscape() != *choice_.landscape)
            sheets = {choice_.sheet.turned()};
        const double shape = terrain_.grounds[0].width() / terrain_.grounds[0].height();
        constexpr double kClearly = 1.25, kWorthTurning = 1.02, kWorthEmptiness = 1.15;
        double worth = kWorthTurning;
        if (plate_.maps.size() == 1 && (shape > kClearly || shape < 1 / kClearly)) {
            worth = kWorthEmptiness;
            std::stable_sort(sheets.begin(), sheets.end(), [&](const Sheet& a, const Sheet& b) {
                return (a.is_landscape() == (shape > 1)) > (b.is_landscape() == (shape > 1));
            });
        }
        double largest = 0;
        const Sheet* best = nullptr;
        for (const Sheet& sheet : sheets)
            if (const std::optional<Arrangement> made = arranged_on(sheet);
                made && made->points_per_meter > largest * worth) {
                largest = made->points_per_meter;
                best = &sheet;
            }
        if (best == nullptr)
            throw Error(ErrorKind::Usage, "the sheet is too small for a map and its legend",
                        {.hint = "take a larger one, such as \"letter\""});
        return *best;
    }

    std::optional<Arrangement> arranged_on(const Sheet& sheet) const {
        const double width = sheet.width - 2 * kMargin;
        const double below = height_of([this](Flow& flow) { foot(flow); }, width) + kOverFoot;
        return arrange({kMargin, kMargin + head_height(width), sheet.width - kMargin,
                        sheet.height - kMargin - below},
                       plate_.panel_at(1, 0), terrain_, plate_.maps.size());
    }

    bool has_logo() const { return !choice_.theme.logo.empty(); }
    /// As large as fits: at the right margin, whatever its shape.
    double logo_width() const { return std::min(kLogoWide, kLogoHigh * choice_.theme.logo_shape); }
    double title_room(double width) const {
        return width - (has_logo() ? logo_width() + kBesideLogo : 0);
    }
    double head_height(double width) const {
        const std::size_t lines = wrapped(title_, kTitleSize, true, title_room(width)).size();
        return static_cast<double>(lines) * kTitleSize * kTitleLine +
               (subtitle_.empty() ? 0 : kSubtitleSize * kSubtitleLine) + kUnderTitle;
    }

    void header(Drawing& page) const {
        const double width = page.width - 2 * kMargin;
        Flow flow(&page.root, kMargin, kMargin, title_room(width));
        flow.text(title_, {.size = kTitleSize, .bold = true, .color = kInk, .role = Role::Title});
        flow.gap(1);
        flow.text(subtitle_, {.size = kSubtitleSize, .bold = false, .color = kMuted});
        Flow line(&page.root, kMargin, kMargin + head_height(width) - kRuleUp, width);
        line.rule(choice_.theme.accent, kRuleWidth);
        if (!has_logo())
            return;
        const double right = page.width - kMargin, high = logo_width() / choice_.theme.logo_shape;
        page.root.add(
            {Picture{{right - logo_width(), kMargin, right, kMargin + high}, choice_.theme.logo}});
    }

    /// Where everything comes from, and whose page it is.
    void foot(Flow& flow) const {
        std::vector<std::string> sentences;
        for (const std::string& line : sources_)
            if (!line.empty())
                sentences.push_back(line);
        sentences.push_back(terrain_.grounds[0].projection.words(choice_.reader) + ".");
        sentences.push_back(map::made_words(choice_.date, choice_.reader));
        const Flow::Look look{.size = kFootSize, .bold = false, .color = kMuted};
        flow.text(join(sentences, " "), look);
        std::string own = choice_.theme.organization;
        if (!choice_.theme.note.empty())
            own += (own.empty() ? "" : ". ") + choice_.theme.note;
        flow.text(own, look);
    }

    const Plate& plate_;
    const Terrain& terrain_;
    const PageChoice& choice_;
    std::string title_, subtitle_;
    std::vector<std::string> sources_;
};

} // namespace

Drawing map_page(const study::ResultColumns& columns, const map::MapStyle& style,
                 const map::Overlays* overlays, const PageChoice& choice,
                 const Progress& progress) {
    progress.step("drawing the map", 0);
    const study::Results& results = columns.results();
    const Terrain terrain(*results.tracts, progress.part(0.05, 0.4));
    PlateChoice asked{.style = style, .overlays = overlays, .reader = choice.reader};
    asked.kind = choice.kind;
    asked.paper = choice.sheet.width * choice.sheet.height;
    if (choice.plan)
        asked.stops = choice.stops ? *choice.stops : stops_of(results, choice.reader);
    Plate plate = make_plate(columns, terrain, asked);
    if (choice.locator)
        plate.panel.emplace_back([locator = *choice.locator, &terrain](Flow& flow) {
            locator_map(flow, locator, terrain);
        });
    return Page(results, plate, terrain, choice).compose(progress.part(0.4, 0.9));
}

} // namespace tractwise::paper
