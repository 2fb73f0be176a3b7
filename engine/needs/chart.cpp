// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/round_number.hpp"
#include "engine/core/text.hpp"
#include "engine/paper/fonts.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

using paper::Rgb;

constexpr Text kBarAlternative{"{}: {} ({}); {}", "{}: {} ({}); {}"};
constexpr Text kNoMargin{"no margin", "sin margen"};

/// Sizes in points.
constexpr double kWidth = 500, kRow = 23, kBar = 11, kText = 8.5, kLine = 9.5, kSmall = 7.5,
                 kTop = 24, kFoot = 18;
constexpr double kRight = 46;       ///< for the numbers of the bars
constexpr double kMostLabel = 0.42; ///< of the width
constexpr Rgb kInkColor{33, 33, 33}, kMutedColor{96, 96, 96}, kRuleColor{222, 222, 222};
constexpr Rgb kAreaColor{31, 78, 121}, kWhiskerColor{12, 32, 52};
/// One for each place the area is held against; told apart by shape, too.
constexpr std::array<Rgb, 3> kOtherColors = {Rgb{204, 85, 0}, Rgb{84, 130, 53}, Rgb{112, 48, 160}};
constexpr std::size_t kMostOthers = kOtherColors.size();

paper::Shape bar(double left, double top, double right, double bottom, Rgb color) {
    paper::Shape shape;
    shape.outline.begin();
    for (const paper::Spot spot : {paper::Spot{left, top}, paper::Spot{right, top},
                                   paper::Spot{right, bottom}, paper::Spot{left, bottom}})
        shape.outline.add(spot);
    shape.fill = color;
    return shape;
}

paper::Shape stroke(paper::Spot from, paper::Spot to, Rgb color, double width) {
    paper::Shape shape;
    shape.closed = false;
    shape.outline.begin();
    shape.outline.add(from);
    shape.outline.add(to);
    shape.line = paper::Line{color, width};
    return shape;
}

/// The mark of the place number `other`: a square on its edge, a disc of six corners, a triangle.
paper::Shape mark_of(std::size_t other, paper::Spot at) {
    constexpr std::array<int, kMostOthers> kCorners = {4, 8, 3};
    constexpr double kRadius = 4.2;
    paper::Shape shape;
    shape.outline.begin();
    for (int corner = 0; corner < kCorners[other]; ++corner) {
        const double angle = -M_PI / 2 + 2 * M_PI * corner / kCorners[other];
        shape.outline.add({at.x + kRadius * std::cos(angle), at.y + kRadius * std::sin(angle)});
    }
    shape.fill = kOtherColors[other];
    shape.line = paper::Line{{255, 255, 255}, 0.8};
    return shape;
}

class Chart {
public:
    Chart(const std::vector<const MeasuredRow*>& rows, const std::vector<Place>& places,
          Reader reader)
        : rows_(rows), places_(places), reader_(reader),
          others_(std::min(places.size() - 1, kMostOthers)) {
        double widest = 0;
        for (const MeasuredRow* row : rows)
            widest = std::max(widest, paper::width_of(row->info.label_in(reader), kText, false));
        left_ = std::min(widest, kMostLabel * kWidth) + 8;
        double largest = 0;
        for (const MeasuredRow* row : rows)
            for (std::size_t p = 0; p <= others_; ++p)
                if (const area::Pooled& v = row->by_place[p]; v.known())
                    largest = std::max(largest, v.value + (std::isnan(v.margin) ? 0 : v.margin));
        largest_ = std::min(std::max(largest, 0.01), 1.0);
    }

    paper::Drawing draw() {
        page_.width = kWidth;
        page_.height = kTop + kRow * static_cast<double>(rows_.size()) + kFoot;
        page_.language = name_of(reader_.language);
        key();
        axis();
        for (std::size_t i = 0; i < rows_.size(); ++i)
            row(*rows_[i], kTop + kRow * (static_cast<double>(i) + 0.5));
        return std::move(page_);
    }

private:
    double x_of(double share) const {
        return left_ + std::clamp(share / largest_, 0.0, 1.0) * (kWidth - left_ - kRight);
    }
    void words(paper::Words text) { page_.root.add({std::move(text)}); }

    void key() {
        double x = 0;
        page_.root.add({bar(x, 3, x + 14, 3 + 8, kAreaColor)});
        const auto name = [&](const std::string& text) {
            words({.at = {x, 10.5}, .text = text, .size = kSmall, .color = kInkColor});
            x += paper::width_of(text, kSmall, false) + 16;
        };
        x += 18;
        name(places_[0].name);
        for (std::size_t other = 0; other < others_; ++other) {
            if (std::none_of(rows_.begin(), rows_.end(), [&](const MeasuredRow* row) {
                    return row->by_place[other + 1].known();
                }))
                continue;
            page_.root.add({mark_of(other, {x + 4, 7.5})});
            x += 12;
            name(places_[other + 1].name);
        }
    }

    void axis() {
        const double bottom = page_.height - kFoot;
        constexpr double kMostSteps = 6;
        const double step = round_above(largest_ / kMostSteps);
        for (double at = 0; at <= largest_ + 1e-9; at += step) {
            page_.root.add({stroke({x_of(at), kTop}, {x_of(at), bottom}, kRuleColor, 0.6)});
            words({.at = {x_of(at), bottom + 11},
                   .text = format_number(std::round(at * 1000) / 10),
                   .size = kSmall,
                   .color = kMutedColor,
                   .anchor = paper::Anchor::Middle});
        }
        words({.at = {kWidth - 2, bottom + 11},
               .text = "%",
               .size = kSmall,
               .color = kMutedColor,
               .anchor = paper::Anchor::End});
    }

    void row(const MeasuredRow& measured, double middle) {
        const area::Pooled& here = measured.area();
        label(measured.info.label_in(reader_), middle);
        page_.root.add(
            {bar(left_, middle - kBar / 2, x_of(here.value), middle + kBar / 2, kAreaColor)});
        if (!std::isnan(here.margin)) {
            const double low = x_of(here.value - here.margin),
                         high = x_of(here.value + here.margin);
            page_.root.add({stroke({low, middle}, {high, middle}, kWhiskerColor, 1.1)});
            for (const double x : {low, high})
                page_.root.add({stroke({x, middle - 3}, {x, middle + 3}, kWhiskerColor, 1.1)});
        }
        for (std::size_t other = 0; other < others_; ++other)
            if (const area::Pooled& there = measured.by_place[other + 1]; there.known())
                page_.root.add({mark_of(other, {x_of(there.value), middle})});
        words({.at = {kWidth - 2, middle + 3},
               .text = tractwise::words::percent(here.value),
               .size = kSmall,
               .bold = true,
               .color = kInkColor,
               .anchor = paper::Anchor::End});
    }

    /// In two lines where one is not enough.
    void label(const std::string& text, double middle) {
        const double room = left_ - 8;
        std::vector<std::string> lines = paper::wrapped(text, kText, false, room);
        if (lines.size() > 2) {
            for (std::size_t i = 2; i < lines.size(); ++i)
                lines[1] += " " + lines[i];
            lines.resize(2);
        }
        const double first = lines.size() == 1 ? middle + 3 : middle - 1.5;
        for (std::size_t i = 0; i < lines.size(); ++i)
            words({.at = {room, first + kLine * static_cast<double>(i)},
                   .text = paper::fitted(lines[i], kText, false, room),
                   .size = kText,
                   .color = kInkColor,
                   .anchor = paper::Anchor::End});
    }

    const std::vector<const MeasuredRow*>& rows_;
    const std::vector<Place>& places_;
    Reader reader_;
    std::size_t others_;
    double left_ = 0, largest_ = 1;
    paper::Drawing page_;
};

std::string alternative_of(const MeasuredRow& row, const std::vector<Place>& places,
                           Reader reader) {
    std::vector<std::string> others;
    for (std::size_t p = 1; p < places.size(); ++p)
        if (row.by_place[p].known())
            others.push_back(places[p].name + " " + words::percent(row.by_place[p].value));
    const double margin = row.area().margin;
    return fmt::format(fmt::runtime(kBarAlternative.in(reader)), row.info.label_in(reader),
                       words::percent(row.area().value),
                       std::isnan(margin) ? std::string(kNoMargin.in(reader))
                                          : words::plain_points(margin),
                       join(others, ", "));
}

} // namespace

std::optional<Figure> share_chart(const Telling& tell, const std::vector<MeasuredRow>& rows,
                                  std::string caption) {
    std::vector<const MeasuredRow*> shown;
    for (const MeasuredRow& row : rows)
        if (row.is_share && !row.hidden)
            shown.push_back(&row);
    if (shown.size() < 2)
        return std::nullopt;
    Figure figure{.caption = std::move(caption)};
    std::vector<std::string> lines;
    for (const MeasuredRow* row : shown)
        lines.push_back(alternative_of(*row, tell.choice.places, tell.reader()));
    figure.alternative = figure.caption + ". " + join(lines, ". ") + ".";
    figure.drawing = Chart(shown, tell.choice.places, tell.reader()).draw();
    figure.drawing.title = figure.caption;
    figure.drawing.subject = figure.alternative;
    return figure;
}

} // namespace tractwise::needs
