// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/plot.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tractwise::viewer::ui {
namespace {

constexpr double kMostDecimals = 8;

int decimals_for(double step) {
    // 0.05 needs two, 0.2 one, 5 none.
    return static_cast<int>(std::clamp(std::ceil(-std::log10(step) - 1e-9), 0.0, kMostDecimals));
}

Ticks ticks_of(const Axis& axis, const ColumnFormat& format, std::size_t most) {
    const double low = axis.low * format.factor, high = axis.high * format.factor;
    Ticks ticks = axis.log ? log_ticks(low, high, most) : nice_ticks(low, high, most);
    // Between two people there is nobody.
    if (format.whole && !axis.log)
        std::erase_if(ticks.values, [](double value) { return value != std::round(value); });
    if (format.whole)
        ticks.decimals = 0;
    return ticks;
}

std::string words_of(const ColumnFormat& format, double shown, int decimals) {
    if (format.flag)
        return format.number(shown);
    constexpr double kMillion = 1e6;
    if (std::abs(shown) >= kMillion && format.grouped)
        return format.shown(shown / kMillion, std::fmod(shown, kMillion) == 0 ? 0 : 1) + " M";
    return format.shown(shown, decimals);
}

int decimals_of(const Axis& axis, const Ticks& ticks, double value) {
    return axis.log ? decimals_for(std::abs(value)) : ticks.decimals;
}

std::size_t most_ticks(float pixels, float each) {
    return static_cast<std::size_t>(std::clamp(std::abs(pixels) / each, 1.0F, 12.0F));
}

} // namespace

double nice_step(double span, std::size_t most) {
    if (!(span > 0) || !std::isfinite(span) || most == 0)
        return 1;
    const double rough = span / static_cast<double>(most);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    // Slack: 3 steps of 0.1 cover 0.3 although 0.3 / 3 is a little more than 0.1 in binary.
    constexpr double kSlack = 1 - 1e-9;
    for (const double times : {1.0, 2.0, 5.0})
        if (times * power >= rough * kSlack)
            return times * power;
    return 10 * power;
}

Ticks nice_ticks(double low, double high, std::size_t most) {
    Ticks ticks;
    if (!(low <= high) || !std::isfinite(high - low))
        return ticks;
    const double step = nice_step(high - low, most);
    constexpr double kSlack = 1e-9;
    const double first = std::ceil(low / step - kSlack), last = std::floor(high / step + kSlack);
    // Counted in steps, so that rounding does not add up; and 0 is never -0.
    for (double i = first; i <= last; ++i)
        ticks.values.push_back(i == 0 ? 0 : i * step);
    ticks.decimals = decimals_for(step);
    return ticks;
}

Ticks log_ticks(double low, double high, std::size_t most) {
    Ticks ticks;
    if (!(low > 0) || !(high >= low) || !std::isfinite(high))
        return ticks;
    const double decades = std::log10(high / low);
    const bool finely = decades * 3 <= static_cast<double>(most);
    const double every =
        std::max(1.0, std::ceil(decades / static_cast<double>(std::max<std::size_t>(most, 1))));
    for (double power = std::floor(std::log10(low)); power <= std::ceil(std::log10(high));
         ++power) {
        if (!finely && std::fmod(std::abs(power), every) != 0)
            continue;
        for (const double times : {1.0, 2.0, 5.0}) {
            const double value = times * std::pow(10, power);
            if ((times == 1 || finely) && value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
                ticks.values.push_back(value);
        }
    }
    ticks.decimals = decimals_for(low);
    return ticks;
}

float Axis::pixel(double value) const {
    const auto place = [&](double v) { return log ? std::log10(v) : v; };
    if (log && !(value > 0))
        return std::numeric_limits<float>::quiet_NaN();
    const double span = place(high) - place(low);
    const double share = span == 0 ? 0.5 : (place(value) - place(low)) / span;
    return from + static_cast<float>(share) * (to - from);
}

double Axis::value(float pixel) const {
    if (to == from)
        return low;
    const double share = std::clamp(static_cast<double>((pixel - from) / (to - from)), 0.0, 1.0);
    return log ? low * std::pow(high / low, share) : low + share * (high - low);
}

Axis Axis::widened() const {
    Axis axis = *this;
    if (axis.high > axis.low)
        return axis;
    if (log) {
        axis.low /= 2;
        axis.high *= 2;
    } else {
        const double half = axis.low == 0 ? 0.5 : std::abs(axis.low) / 10;
        axis.low -= half;
        axis.high += half;
    }
    return axis;
}

float below_axis_height(const Ui& ui) {
    return ui.fonts.small->FontSize + ui.px(5);
}

float small_width(const Ui& ui, const std::string& text) {
    return ui.fonts.small->CalcTextSizeA(ui.fonts.small->FontSize, FLT_MAX, 0, text.c_str()).x;
}

void small_text(Ui& ui, ImDrawList& list, ImVec2 at, const std::string& text, ImU32 color,
                bool right) {
    const float x = right ? at.x - small_width(ui, text) : at.x;
    list.AddText(ui.fonts.small, ui.fonts.small->FontSize, {std::floor(x), std::floor(at.y)}, color,
                 text.c_str());
}

ImU32 faded(ImU32 color, double opacity) {
    const auto alpha = static_cast<double>((color >> IM_COL32_A_SHIFT) & 0xffU);
    return (color & ~IM_COL32_A_MASK) |
           (static_cast<ImU32>(std::lround(alpha * std::clamp(opacity, 0.0, 1.0)))
            << IM_COL32_A_SHIFT);
}

float left_axis_width(const Ui& ui, const Axis& axis, const ColumnFormat& format) {
    const Ticks ticks = ticks_of(axis, format, most_ticks(axis.to - axis.from, ui.px(34)));
    float widest = 0;
    for (const double value : ticks.values)
        widest = std::max(
            widest, small_width(ui, words_of(format, value, decimals_of(axis, ticks, value))));
    return widest + ui.px(7);
}

void draw_axis_below(Ui& ui, ImDrawList& list, const Axis& axis, float top, float bottom,
                     const ColumnFormat& format) {
    const Colors& c = ui.colors();
    const Ticks ticks = ticks_of(axis, format, most_ticks(axis.to - axis.from, ui.px(58)));
    const float y = bottom + ui.px(4);
    const bool named = !format.unit.empty() && !format.dollars;
    const float unit_from = named ? axis.to - small_width(ui, format.unit) : axis.to + ui.px(40);
    if (named)
        small_text(ui, list, {unit_from, y}, format.unit, c.muted);
    float free_from = -FLT_MAX;
    for (const double value : ticks.values) {
        const float x = std::round(axis.pixel(value / format.factor));
        list.AddLine({x, top}, {x, bottom}, faded(c.line, 0.6));
        list.AddLine({x, bottom}, {x, bottom + ui.px(3)}, c.strong_line);
        const std::string words = words_of(format, value, decimals_of(axis, ticks, value));
        const float half = small_width(ui, words) / 2;
        if (x - half < free_from || x + half + ui.px(6) > unit_from)
            continue;
        small_text(ui, list, {x - half, y}, words, c.muted);
        free_from = x + half + ui.px(6);
    }
    list.AddLine({axis.from, bottom}, {axis.to, bottom}, c.strong_line);
}

void draw_axis_left(Ui& ui, ImDrawList& list, const Axis& axis, float left, float right,
                    const ColumnFormat& format) {
    const Colors& c = ui.colors();
    const Ticks ticks = ticks_of(axis, format, most_ticks(axis.to - axis.from, ui.px(34)));
    for (const double value : ticks.values) {
        const float y = std::round(axis.pixel(value / format.factor));
        list.AddLine({left, y}, {right, y}, faded(c.line, 0.6));
        small_text(ui, list, {left - ui.px(5), y - ui.fonts.small->FontSize / 2},
                   words_of(format, value, decimals_of(axis, ticks, value)), c.muted, true);
    }
}

} // namespace tractwise::viewer::ui
