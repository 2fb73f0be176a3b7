// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/legend_drawing.hpp"

#include "viewer/ui/small_widgets.hpp"
#include "viewer/ui/swatches.hpp"
#include "viewer/ui/symbol.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kTracts{"tracts", "sectores"};
constexpr Text kPeople{"people", "personas"};
constexpr Text kTwoNote{"Numbers: tracts. Low, middle and high are thirds of the tracts.",
                        "Números: sectores. Bajo, medio y alto son tercios de los sectores."};

/// Writes downwards; paints nothing where there is no list, so that measuring and painting cannot
/// disagree.
class Writer {
public:
    Writer(ImDrawList* list, ImVec2 least, float width, const ui::Ui& ui, const LegendLook& look,
           std::vector<LegendHit>* hits)
        : list_(list), ui_(ui), look_(look), hits_(hits), least_(least), y_(least.y),
          right_(least.x + width) {}

    float height() const { return y_ - least_.y; }
    void gap(double units) { y_ += ui_.px(units); }

    void wrapped(ImFont* font, ImU32 color, const std::string& text) {
        if (!text.empty())
            y_ += paragraph(font, color, {least_.x, y_}, right_ - least_.x, text);
    }

    /// As wide as the widest number of each column.
    void measure_columns(const map::Legend& legend) {
        count_width_ = width_of(kTracts.in(ui_.language));
        share_width_ = width_of(kPeople.in(ui_.language));
        const auto measure = [&](std::size_t tracts, double share) {
            count_width_ =
                std::max(count_width_, width_of(format_count(static_cast<double>(tracts))));
            share_width_ = std::max(share_width_, width_of(words::percent(share)));
        };
        for (const map::LegendRow& row : legend.rows)
            measure(row.tracts, row.people_share);
        measure(legend.no_data.tracts, legend.no_data.people_share);
        if (legend.unreliable)
            measure(legend.unreliable->tracts, legend.unreliable->people_share);
        if (legend.beyond)
            measure(legend.beyond->tracts, legend.beyond->people_share);
    }

    void heads() {
        right_aligned(kTracts.in(ui_.language), count_right(), muted());
        right_aligned(kPeople.in(ui_.language), right_, muted());
        y_ += small()->FontSize + ui_.px(3);
    }

    void row(LegendHit::Kind kind, std::size_t index, ImU32 fill, map::Pattern pattern,
             const std::string& label, std::size_t tracts, double people_share) {
        const float label_left = least_.x + ui_.px(30);
        const float room = count_left() - ui_.px(4) - label_left;
        // A long label takes as many lines as it needs; the numbers stay on the first.
        const float line =
            paragraph(small(), text(), {label_left, y_ + ui_.px(2)}, room, label) + ui_.px(5);
        if (list_ != nullptr) {
            const float top = y_ + ui_.px(2);
            ui::draw_swatch(*list_, {least_.x, top}, {least_.x + ui_.px(22), top + ui_.px(14)},
                            fill, pattern, ui_.scale, look_.vision);
        }
        y_ += ui_.px(2);
        right_aligned(format_count(static_cast<double>(tracts)), count_right(), text());
        right_aligned(words::percent(people_share), right_, text());
        y_ -= ui_.px(2);
        hit(kind, index, {least_.x, y_}, {right_, y_ + line});
        y_ += line;
    }

    void symbol(std::size_t index, const LegendSymbol& shown) {
        const float left = least_.x + ui_.px(30), pad = ui_.px(3);
        const std::string count = format_count(static_cast<double>(shown.count));
        const float room = right_ - width_of(count) - ui_.px(8) - left;
        const float line = paragraph(small(), shown.shown ? text() : muted(), {left, y_ + pad},
                                     room, label_of(shown, ui_.language)) +
                           2 * pad;
        if (list_ != nullptr && !shown.shown) {
            // Hidden: a line where the sign stood.
            const float middle = y_ + pad + small()->FontSize / 2;
            list_->AddLine({least_.x + ui_.px(5), middle}, {least_.x + ui_.px(17), middle}, muted(),
                           ui_.px(1.5));
        } else if (list_ != nullptr) {
            const ImVec2 center{least_.x + ui_.px(11), y_ + pad + small()->FontSize / 2};
            if (shown.symbol == map::Symbol::Stop) {
                // Stops of the plan are numbered discs on the map of the window.
                list_->AddCircleFilled(center, ui_.px(8.5), ui_.colors().accent, 24);
                list_->AddCircle(center, ui_.px(8.5), ui_.colors().surface, 24, ui_.px(1.5));
            } else if (ui_.dark) {
                // Outlines are dark: on a dark card they need a ground to be seen on.
                list_->AddCircleFilled(center, ui_.px(10), ui_.colors().strong_line, 20);
            }
            if (!shown.counted)
                ui::draw_hollow_symbol(*list_, shown.symbol, center, ui_.px(6.5));
            else if (shown.symbol != map::Symbol::Stop)
                ui::draw_symbol(*list_, shown.symbol, center, ui_.px(6.5), look_.vision);
        }
        y_ += pad;
        right_aligned(count, right_, text());
        y_ -= pad;
        hit(LegendHit::Kind::Symbol, index, {least_.x, y_}, {right_, y_ + line});
        y_ += line;
    }

    void nine(const map::BivariateLegend& two) {
        wrapped(small(), text(), "↑ " + two.upward);
        gap(4);
        const float cell = std::min(ui_.px(40), (right_ - least_.x) / 3.4F), apart = ui_.px(2);
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < 3; ++column) {
                const auto& shown = two.at(row, column);
                const ImVec2 from{least_.x + static_cast<float>(column) * (cell + apart),
                                  y_ + static_cast<float>(2 - row) * (cell + apart)};
                const ImVec2 to{from.x + cell, from.y + cell};
                hit(LegendHit::Kind::Cell, static_cast<std::size_t>(row * 3 + column), from, to);
                if (list_ == nullptr)
                    continue;
                list_->AddRectFilled(from, to, ui::paint(shown.color, look_.vision), ui_.px(2));
                const std::string words = format_count(static_cast<double>(shown.tracts));
                const ImVec2 size = small()->CalcTextSizeA(
                    small()->FontSize, std::numeric_limits<float>::max(), 0, words.c_str());
                list_->AddText(small(), small()->FontSize,
                               {(from.x + to.x - size.x) / 2, (from.y + to.y - size.y) / 2},
                               ui::paint(map::text_on(map::seen_as(shown.color, look_.vision))),
                               words.c_str());
            }
        y_ += 3 * cell + 2 * apart + ui_.px(4);
        wrapped(small(), text(), two.across + " →");
        gap(4);
        wrapped(small(), muted(), kTwoNote.in(ui_.language));
        gap(4);
    }

    void line() {
        gap(5);
        if (list_ != nullptr)
            list_->AddLine({least_.x, y_}, {right_, y_}, ui_.colors().line);
        gap(5);
    }

    ImFont* small() const { return ui_.fonts.small; }
    ImU32 text() const { return ui_.colors().text; }
    ImU32 muted() const { return ui_.colors().muted; }

private:
    float count_right() const { return right_ - share_width_ - ui_.px(10); }
    float count_left() const { return count_right() - count_width_; }

    /// Draws it from there downwards; its height.
    float paragraph(ImFont* font, ImU32 color, ImVec2 at, float room, const std::string& words) {
        const std::string lines = ui::wrapped(font, words, room);
        if (list_ != nullptr)
            list_->AddText(font, font->FontSize, at, color, lines.c_str());
        return font
            ->CalcTextSizeA(font->FontSize, std::numeric_limits<float>::max(), 0, lines.c_str())
            .y;
    }

    float width_of(const std::string& words) const {
        return small()
            ->CalcTextSizeA(small()->FontSize, std::numeric_limits<float>::max(), 0, words.c_str())
            .x;
    }
    void right_aligned(const std::string& words, float right, ImU32 color) {
        if (list_ != nullptr)
            list_->AddText(small(), small()->FontSize, {right - width_of(words), y_}, color,
                           words.c_str());
    }
    void hit(LegendHit::Kind kind, std::size_t index, ImVec2 from, ImVec2 to) {
        if (hits_ != nullptr)
            hits_->push_back({kind, index, from, to});
    }

    ImDrawList* list_;
    const ui::Ui& ui_;
    const LegendLook& look_;
    std::vector<LegendHit>* hits_;
    ImVec2 least_;
    float y_, right_;
    float count_width_ = 0, share_width_ = 0;
};

} // namespace

float draw_legend(ImDrawList* list, ImVec2 least, float width, const map::MapScene& scene,
                  const ui::Ui& ui, const std::vector<LegendSymbol>& symbols,
                  const LegendLook& look, std::vector<LegendHit>* hits) {
    Writer writer(list, least, width, ui, look, hits);
    const map::Legend& legend = scene.legend;
    if (look.with_title)
        writer.wrapped(ui.fonts.bold, writer.text(), scene.title);
    // A title of the user's own does not say what the numbers are; two columns stand at their axes.
    if (scene.title != legend.title && !legend.bivariate)
        writer.wrapped(writer.small(), writer.muted(), legend.title);
    std::string unit = legend.unit_words;
    if (!legend.reference_words.empty() && !legend.bivariate)
        unit += (unit.empty() ? "" : ", ") + legend.reference_words;
    writer.wrapped(writer.small(), writer.muted(), unit);
    writer.gap(5);
    if (legend.bivariate)
        writer.nine(*legend.bivariate);
    writer.measure_columns(legend);
    writer.heads();
    for (std::size_t i = 0; i < legend.rows.size(); ++i) {
        const map::LegendRow& row = legend.rows[i];
        writer.row(LegendHit::Kind::Class, i, ui::paint(row.color, look.vision),
                   map::Pattern::Solid, row.label, row.tracts, row.people_share);
    }
    writer.row(LegendHit::Kind::NoData, 0, 0, map::Pattern::NoData, legend.no_data.label,
               legend.no_data.tracts, legend.no_data.people_share);
    if (legend.unreliable)
        writer.row(LegendHit::Kind::Unreliable, 0,
                   legend.rows.empty()
                       ? 0
                       : ui::paint(legend.rows[legend.rows.size() / 2].color, look.vision),
                   map::Pattern::Unreliable, legend.unreliable->label, legend.unreliable->tracts,
                   legend.unreliable->people_share);
    if (legend.beyond)
        writer.row(LegendHit::Kind::Beyond, 0,
                   legend.rows.empty()
                       ? 0
                       : ui::paint(legend.rows[legend.rows.size() / 2].color, look.vision),
                   map::Pattern::Unreliable, legend.beyond->label, legend.beyond->tracts,
                   legend.beyond->people_share);
    for (const std::string& warning : legend.warnings) {
        writer.gap(4);
        writer.wrapped(writer.small(), ui.colors().warning, warning);
    }
    if (!symbols.empty()) {
        writer.line();
        for (std::size_t i = 0; i < symbols.size(); ++i)
            writer.symbol(i, symbols[i]);
    }
    const std::string* notes[] = {legend.bivariate ? &legend.reference_words : &legend.method_words,
                                  &legend.wrong_class_words};
    bool ruled = false;
    for (const std::string* note : notes) {
        if (note == nullptr || note->empty())
            continue;
        if (!ruled)
            writer.line();
        ruled = true;
        writer.wrapped(writer.small(), writer.muted(), *note);
        writer.gap(2);
    }
    return writer.height();
}

} // namespace tractwise::viewer
