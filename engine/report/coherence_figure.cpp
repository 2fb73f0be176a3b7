// SPDX-License-Identifier: Apache-2.0
#include "engine/report/coherence_figure.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/paper/fonts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

using paper::Rgb;
using paper::Spot;

constexpr Text kFigureTitle{"How the indicators of \"{}\" go together",
                            "Cómo van juntos los indicadores de «{}»"};
constexpr Text kFigureNote{"Pearson's correlations of {} areas; every indicator turned so that "
                           "higher is worse. Frames are domains.",
                           "Correlaciones de Pearson de {} áreas; cada indicador girado para que "
                           "más alto sea peor. Los marcos son dominios."};
constexpr Text kFigureAlternative{
    "Correlations of {} indicators, from {} to {}; {} of {} pairs are below 0.",
    "Correlaciones de {} indicadores, de {} a {}; {} de {} pares son menores que 0."};

/// Sizes in points.
constexpr double kCell = 25, kMargin = 36, kLabels = 215, kTitleSize = 14, kLabelSize = 8.5,
                 kNumberSize = 7.5, kHead = 66, kFoot = 52, kLeastWidth = 470;
constexpr Rgb kInk{33, 33, 33}, kQuiet{96, 96, 96}, kFrame{60, 60, 60}, kPaper{255, 255, 255},
    kNoCell{235, 235, 235};
/// ColorBrewer's RdBu, safe for color-blind readers: -1, -0.5, 0, 0.5, 1.
constexpr std::array<Rgb, 5> kBlueToRed = {Rgb{33, 102, 172}, Rgb{146, 197, 222},
                                           Rgb{247, 247, 247}, Rgb{244, 165, 130},
                                           Rgb{178, 24, 43}};

Rgb color_of_correlation(double r) {
    if (std::isnan(r))
        return kNoCell;
    const double at = (std::clamp(r, -1.0, 1.0) + 1) * 2;
    const auto low = std::min<std::size_t>(static_cast<std::size_t>(at), kBlueToRed.size() - 2);
    const double part = at - static_cast<double>(low);
    const auto mixed = [&](auto member) {
        return static_cast<std::uint8_t>(
            std::lround((1 - part) * kBlueToRed[low].*member + part * kBlueToRed[low + 1].*member));
    };
    return {mixed(&Rgb::r), mixed(&Rgb::g), mixed(&Rgb::b)};
}

paper::Shape box(double left, double top, double width, double height) {
    paper::Shape shape;
    shape.outline.begin();
    for (const Spot spot : {Spot{left, top}, Spot{left + width, top},
                            Spot{left + width, top + height}, Spot{left, top + height}})
        shape.outline.add(spot);
    return shape;
}

std::string short_r(double r) {
    const std::string text = format_fixed(std::abs(r), 2);
    return (r < 0 && text != "0.00" ? "−" : "") + (text.starts_with("0.") ? text.substr(1) : text);
}

void add_scale(paper::Group& group, double left, double top) {
    constexpr double kWidth = 180, kHeight = 8;
    constexpr int kSteps = 60;
    for (int step = 0; step < kSteps; ++step) {
        paper::Shape piece =
            box(left + kWidth * step / kSteps, top, kWidth / kSteps + 0.3, kHeight);
        piece.fill = color_of_correlation(-1 + 2.0 * step / (kSteps - 1));
        group.add({piece});
    }
    for (const double r : {-1.0, 0.0, 1.0})
        group.add({paper::Words{.at = {left + kWidth * (r + 1) / 2, top + kHeight + 10},
                                .text = r < 0   ? "−1"
                                        : r > 0 ? "1"
                                                : "0",
                                .size = kNumberSize,
                                .color = kQuiet,
                                .anchor = paper::Anchor::Middle}});
}

std::string alternative_of(const index::Coherence& found, Language language) {
    double least = 1, greatest = -1;
    std::size_t below = 0, pairs = 0;
    for (std::size_t i = 0; i < found.items.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const double r = found.correlation(i, j);
            if (std::isnan(r))
                continue;
            ++pairs;
            below += r < 0;
            least = std::min(least, r);
            greatest = std::max(greatest, r);
        }
    return fmt::format(fmt::runtime(kFigureAlternative.in(language)), found.items.size(),
                       format_fixed(least, 2), format_fixed(greatest, 2), below, pairs);
}

} // namespace

paper::Drawing correlation_figure(const index::IndexResult& index, const index::Coherence& found,
                                  Language language) {
    const std::size_t n = found.items.size();
    const double side = kCell * static_cast<double>(n), left = kMargin + kLabels, top = kHead;
    paper::Drawing page{.width = std::max(left + side + kMargin, kLeastWidth),
                        .height = top + side + kFoot};
    page.title =
        fmt::format(fmt::runtime(kFigureTitle.in(language)), index.recipe.title_in(language));
    page.language = std::string(language == Language::Spanish ? "es" : "en");
    paper::Shape background = box(0, 0, page.width, page.height);
    background.fill = kPaper;
    page.root.add({background});
    page.root.add(
        {paper::Words{.at = {kMargin, 32},
                      .text = paper::fitted(page.title, kTitleSize, true, page.width - 2 * kMargin),
                      .size = kTitleSize,
                      .bold = true}});
    paper::Group figure{.role = paper::Role::Figure,
                        .alt = alternative_of(found, language),
                        .items = {},
                        .clip = {}};
    const auto spot_of = [&](std::size_t place, double from) {
        return from + kCell * static_cast<double>(place);
    };
    for (std::size_t i = 0; i < n; ++i) {
        const index::IndexPart& part = index.parts[found.items[i].part];
        const std::string number = std::to_string(i + 1);
        figure.add({paper::Words{
            .at = {left - 8, spot_of(i, top) + kCell / 2 + 3},
            .text = paper::fitted(part.label_in(language), kLabelSize, false, kLabels - 30) + "  " +
                    number,
            .size = kLabelSize,
            .color = kInk,
            .anchor = paper::Anchor::End}});
        figure.add({paper::Words{.at = {spot_of(i, left) + kCell / 2, top - 5},
                                 .text = number,
                                 .size = kLabelSize,
                                 .color = kInk,
                                 .anchor = paper::Anchor::Middle}});
        for (std::size_t j = 0; j < n; ++j) {
            const double r = found.correlation(i, j);
            paper::Shape cell = box(spot_of(j, left), spot_of(i, top), kCell, kCell);
            cell.fill = color_of_correlation(r);
            cell.line = paper::Line{kPaper, 0.6};
            figure.add({cell});
            if (i == j || std::isnan(r))
                continue;
            constexpr double kDark = 0.75; // beyond it, dark letters cannot be read on the color
            figure.add({paper::Words{
                .at = {spot_of(j, left) + kCell / 2, spot_of(i, top) + kCell / 2 + 2.8},
                .text = short_r(r),
                .size = kNumberSize,
                .color = std::abs(r) > kDark ? kPaper : kInk,
                .anchor = paper::Anchor::Middle}});
        }
    }
    // Indicators of a domain stand together.
    for (std::size_t begin = 0, end = 0; begin < n; begin = end) {
        while (end < n && index.parts[found.items[end].part].parent ==
                              index.parts[found.items[begin].part].parent)
            ++end;
        const double size = kCell * static_cast<double>(end - begin);
        paper::Shape frame = box(spot_of(begin, left), spot_of(begin, top), size, size);
        frame.line = paper::Line{kFrame, 1.2};
        figure.add({frame});
    }
    add_scale(figure, left, top + side + 12);
    page.root.add({std::move(figure)});
    page.root.add({paper::Words{
        .at = {kMargin, page.height - 10},
        .text = paper::fitted(fmt::format(fmt::runtime(kFigureNote.in(language)),
                                          format_count(static_cast<double>(found.areas))),
                              kNumberSize, false, page.width - 2 * kMargin),
        .size = kNumberSize,
        .color = kQuiet}});
    return page;
}

} // namespace tractwise::report
