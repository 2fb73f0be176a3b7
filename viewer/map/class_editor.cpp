// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/class_editor.hpp"

#include "viewer/ui/break_histogram.hpp"
#include "viewer/ui/swatches.hpp"

#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr std::size_t kFewestBins = 12, kMostBins = 56;

struct MethodChoice {
    stats::Method method;
    Text label, help;
};
constexpr std::array kMethods = {
    MethodChoice{stats::Method::Quantiles,
                 {"Quantiles", "Cuantiles"},
                 {"About equally many tracts in each class.",
                  "Un número parecido de sectores en cada clase."}},
    MethodChoice{stats::Method::EqualInterval,
                 {"Equal intervals", "Intervalos iguales"},
                 {"Classes of the same width.", "Clases de la misma amplitud."}},
    MethodChoice{stats::Method::FisherJenks,
                 {"Natural breaks (Fisher-Jenks)", "Cortes naturales (Fisher-Jenks)"},
                 {"Classes whose values differ as little as possible.",
                  "Clases cuyos valores difieren lo menos posible."}},
    MethodChoice{stats::Method::StdMean,
                 {"Standard deviations", "Desviaciones estándar"},
                 {"How far from the mean, in standard deviations.",
                  "Qué tan lejos de la media, en desviaciones estándar."}},
    MethodChoice{stats::Method::BoxPlot,
                 {"Box plot", "Diagrama de caja"},
                 {"Quarters of the tracts, and what lies far outside.",
                  "Cuartas partes de los sectores y lo que queda muy afuera."}},
    MethodChoice{stats::Method::HeadTail,
                 {"Head and tail", "Cabeza y cola"},
                 {"For few high values: cut at the mean, again and again.",
                  "Para pocos valores altos: corta en la media, una y otra vez."}},
    MethodChoice{stats::Method::Percentiles,
                 {"Percentiles", "Percentiles"},
                 {"Cut at 1, 10, 50, 90 and 99 % of the tracts.",
                  "Corta en el 1, 10, 50, 90 y 99 % de los sectores."}},
    MethodChoice{stats::Method::MaximumBreaks,
                 {"Widest gaps", "Huecos más anchos"},
                 {"Cut where no value lies for the longest way.",
                  "Corta donde hay más espacio sin ningún valor."}},
    MethodChoice{stats::Method::Pretty,
                 {"Round numbers", "Números redondos"},
                 {"Bounds that are easy to read.", "Límites fáciles de leer."}},
};
constexpr Text kSuited{"As suits the column", "Según la columna"};
constexpr Text kSuitedHelp{
    "Percentiles in equal steps, shares of which more is better in quarters, "
    "everything else in quantiles.",
    "Percentiles en pasos iguales, proporciones en que más es mejor en "
    "cuartos y lo demás en cuantiles."};
constexpr Text kOdd{"One class holds {} of the tracts, so the map shows little.",
                    "Una clase tiene el {} de los sectores; así el mapa muestra poco."};
constexpr Text kTakeOther{"Take {} instead", "Usar {}"};
constexpr double kMostOfAll = 0.6; ///< of the tracts in one class
constexpr Text kOwnBreaks{"Own breaks", "Cortes propios"};
constexpr Text kOwnHelp{"The breaks that you set.", "Los cortes que usted fija."};
constexpr Text kMethod{"Method", "Método"};
constexpr Text kMethodHelp{
    "How the values of the column are cut into classes. Each class gets one color.",
    "Cómo se cortan los valores de la columna en clases. Cada clase recibe un color."};
constexpr Text kCount{"Number of classes", "Número de clases"};
constexpr Text kFixedCount{"This method sets the number itself.",
                           "Este método fija el número por sí mismo."};
constexpr Text kLocked{"Keep these classes", "Conservar estas clases"};
constexpr Text kLockTip{
    "The classes stay as they are while values or columns change, so that maps can be compared",
    "Las clases se conservan aunque cambien los valores o la columna, para poder comparar mapas"};
constexpr Text kLockedNote{"Kept: let them go to change method, number or breaks.",
                           "Conservadas: suéltelas para cambiar método, número o cortes."};
constexpr Text kDragHint{"Drag a break to set it; double-click brings the method's back.",
                         "Arrastre un corte para fijarlo; doble clic vuelve al método."};
constexpr Text kOwnLabel{"Breaks, from low to high", "Cortes, de menor a mayor"};
constexpr Text kOwnHint{"10, 20, 40", "10, 20, 40"};
constexpr Text kOwnRefused{
    "Write numbers that go up, with commas between them: 10, 20, 40. At most 8.",
    "Escriba números que suban, separados por comas: 10, 20, 40. A lo sumo 8."};
constexpr Text kInPercent{"In percent", "En por ciento"};
constexpr Text kInMeters{"In meters", "En metros"};
constexpr Text kInMiles{"In miles", "En millas"};
constexpr Text kInPercentiles{"In percentiles, 0 to 100", "En percentiles, de 0 a 100"};
constexpr Text kChangeMethod{"Method of the classes", "Método de las clases"};
constexpr Text kChangeCount{"Number of classes", "Número de clases"};
constexpr Text kChangeBreaks{"Class breaks", "Cortes de las clases"};
constexpr Text kChangeLock{"Keeping the classes", "Conservar las clases"};
constexpr Text kOneValue{"There are too few different values to cut.",
                         "Hay muy pocos valores distintos para cortar."};

/// Shares and percentiles are written as percent, distances in miles or meters.
double factor_of(const std::string& unit, Reader reader) {
    if (unit == "share" || unit == "percentile")
        return 100;
    if (unit == "m")
        return reader.units == Units::Us ? 1 / geo::kMetersPerMile : 1;
    return words::shown_unit(unit, 0, reader).factor;
}

std::string unit_note(const std::string& unit, Reader reader) {
    if (unit == "share")
        return kInPercent.in(reader);
    if (unit == "percentile")
        return kInPercentiles.in(reader);
    if (unit == "m")
        return (reader.units == Units::Us ? kInMiles : kInMeters).in(reader);
    return words::unit(unit, reader);
}

std::vector<double> inner_breaks(const stats::Classes& classes) {
    std::vector<double> breaks = classes.upper;
    if (!breaks.empty())
        breaks.pop_back();
    return breaks;
}

} // namespace

std::optional<std::vector<double>> ClassEditor::parse_breaks(const std::string& text,
                                                             double factor) {
    std::string plain = text;
    std::replace(plain.begin(), plain.end(), ',', ' ');
    std::replace(plain.begin(), plain.end(), ';', ' ');
    std::replace(plain.begin(), plain.end(), '%', ' ');
    std::vector<double> breaks;
    for (const std::string& word : split(plain, ' ')) {
        if (trim(word).empty())
            continue;
        const std::optional<double> number = parse_number(trim(word));
        if (!number || !std::isfinite(*number))
            return std::nullopt;
        breaks.push_back(*number / factor);
        if (breaks.size() > 1 && !(breaks[breaks.size() - 2] < breaks.back()))
            return std::nullopt;
    }
    if (breaks.empty() || breaks.size() >= static_cast<std::size_t>(map::ClassChoice::kMost))
        return std::nullopt;
    return breaks;
}

void ClassEditor::refresh(const Snapshot& shown) {
    if (made_for_.lock() == shown.columns && column_ == shown.scene.column)
        return;
    made_for_ = shown.columns;
    column_ = shown.scene.column;
    const tract::Column* column = shown.columns->find(column_);
    histogram_ = {};
    if (column == nullptr)
        return;
    // Few values in many bins would be a comb.
    const double root = std::sqrt(static_cast<double>(column->values.size()));
    histogram_ = stats::histogram(
        column->values, std::clamp(static_cast<std::size_t>(2 * root), kFewestBins, kMostBins));
}

void ClassEditor::draw(PanelContext& in) {
    refresh(in.shown());
    {
        const ui::Disabled off(in.document.style.locked.has_value());
        draw_method(in);
    }
    draw_histogram(in);
    if (!in.document.style.classes.own.empty() && !in.document.style.locked)
        draw_own(in);
    draw_lock(in);
}

void ClassEditor::draw_method(PanelContext& in) {
    const map::ClassChoice& classes = in.document.style.classes;
    const bool own = !classes.own.empty();
    // First what suits the column, last own breaks, the methods between them.
    std::vector<Text> labels{kSuited};
    constexpr int own_at = static_cast<int>(kMethods.size()) + 1;
    int chosen = own ? own_at : 0;
    for (std::size_t i = 0; i < kMethods.size(); ++i) {
        labels.push_back(kMethods[i].label);
        if (!own && kMethods[i].method == classes.method)
            chosen = static_cast<int>(i) + 1;
    }
    labels.push_back(kOwnBreaks);
    ui::label(in.ui, kMethod, kMethodHelp);
    if (ui::combo(in.ui, "map.method", chosen, labels)) {
        const std::vector<double> breaks = inner_breaks(in.shown().scene.breaks);
        in.edits.change(kChangeMethod, "", [chosen, breaks](Document& next) {
            next.style.classes.own.clear();
            next.style.classes.method.reset();
            if (chosen == own_at)
                next.style.classes.own = breaks;
            else if (chosen > 0)
                next.style.classes.method = kMethods[static_cast<std::size_t>(chosen) - 1].method;
        });
    }
    ui::muted(in.ui, in.tr(chosen == own_at ? kOwnHelp
                           : chosen == 0    ? kSuitedHelp
                                            : kMethods[static_cast<std::size_t>(chosen) - 1].help));
    draw_odd(in);
    if (own)
        return;
    ui::label(in.ui, kCount);
    const tract::ColumnInfo* info = in.shown().columns->info(in.shown().scene.column);
    const bool quarters = !classes.method && info != nullptr && info->unit == "share" &&
                          info->direction == tract::Direction::HigherIsBetter;
    const bool takes =
        !quarters && stats::takes_count(classes.method.value_or(stats::Method::Quantiles));
    int count = takes ? classes.count : static_cast<int>(in.shown().scene.breaks.size());
    {
        const ui::Disabled off(!takes);
        if (takes) {
            if (ui::slider(in.ui, "map.count", count, map::ClassChoice::kFewest,
                           map::ClassChoice::kMost))
                in.edits.change(kChangeCount, "map.count",
                                [count](Document& next) { next.style.classes.count = count; });
            if (ImGui::IsItemDeactivatedAfterEdit())
                in.edits.ask(Edits::EndMerge{});
        } else {
            ui::slider(in.ui, "map.count", count, std::min(count, 1), std::max(count, 9));
            ui::tooltip(in.ui, in.tr(kFixedCount));
        }
    }
}

/// A method may put nearly everything into one class, "0.0 - 87.8 %": then another one is offered.
void ClassEditor::draw_odd(PanelContext& in) {
    const Snapshot& shown = in.shown();
    if (odd_of_ != shown.scene_version) {
        odd_of_ = shown.scene_version;
        odd_share_ = 0;
        better_.reset();
        std::size_t all = 0, most = 0;
        for (const map::LegendRow& row : shown.scene.legend.rows) {
            all += row.tracts;
            most = std::max(most, row.tracts);
        }
        const tract::Column* column = shown.columns->find(shown.scene.column);
        if (all == 0 || column == nullptr || column->info.unit == "flag" ||
            static_cast<double>(most) <= kMostOfAll * static_cast<double>(all))
            return;
        odd_share_ = static_cast<double>(most) / static_cast<double>(all);
        double least = odd_share_;
        const stats::SortedValues sorted(column->values);
        for (const MethodChoice& choice : kMethods) {
            const std::vector<std::size_t> counts = stats::counts(
                sorted, stats::classify(sorted, choice.method, in.document.style.classes.count));
            if (counts.size() < 3)
                continue;
            const double share =
                static_cast<double>(*std::max_element(counts.begin(), counts.end())) /
                static_cast<double>(all);
            if (share < least - 0.1) { // the first in the list among those that are as good
                least = share;
                better_ = choice.method;
            }
        }
    }
    if (odd_share_ == 0)
        return;
    ui::space(in.ui, 2);
    ui::notice(in.ui, ui::Tone::Warning,
               fmt::format(fmt::runtime(in.tr(kOdd)), words::percent(odd_share_, 0)));
    if (!better_)
        return;
    for (const MethodChoice& choice : kMethods)
        if (choice.method == *better_ &&
            ui::link(in.ui, "map.better-method",
                     fmt::format(fmt::runtime(in.tr(kTakeOther)), in.tr(choice.label))))
            in.edits.change(kChangeMethod, "", [method = *better_](Document& next) {
                next.style.classes.own.clear();
                next.style.classes.method = method;
            });
}

void ClassEditor::draw_histogram(PanelContext& in) {
    const Snapshot& shown = in.shown();
    const tract::ColumnInfo* info = shown.columns->info(shown.scene.column);
    if (info == nullptr || histogram_.counts.empty()) {
        ui::empty_note(in.ui, kOneValue);
        return;
    }
    ui::space(in.ui, 8);
    std::vector<ImU32> colors;
    for (const map::LegendRow& row : shown.scene.legend.rows)
        colors.push_back(ui::paint(row.color, in.document.style.vision));
    // Breaks outside the values stay in the study, but have no place on this axis.
    std::vector<double> breaks;
    std::size_t below = 0;
    const std::vector<double> all = inner_breaks(shown.scene.breaks);
    for (const double value : all) {
        if (value <= histogram_.edges.front())
            ++below;
        else if (value < histogram_.edges.back())
            breaks.push_back(value);
    }
    const auto first = std::min(below, colors.size());
    const bool movable = !in.document.style.locked && !breaks.empty();
    const ui::BreakChange change = ui::break_histogram(
        in.ui, "map.histogram",
        {.counts = histogram_.counts,
         .least = histogram_.edges.front(),
         .greatest = histogram_.edges.back(),
         .breaks = breaks,
         .colors = std::span<const ImU32>(colors).subspan(
             first, std::min(breaks.size() + 1, colors.size() - first)),
         .movable = movable,
         .words = [&](double value) { return words::value(value, info->unit, in.reader()); }});
    if (change.reset) {
        in.edits.change(kChangeBreaks, "", [](Document& next) { next.style.classes.own.clear(); });
    } else if (change.moved) {
        std::vector<double> own = all;
        std::copy(change.breaks.begin(), change.breaks.end(),
                  own.begin() + static_cast<std::ptrdiff_t>(below));
        in.edits.change(kChangeBreaks, "map.breaks",
                        [own](Document& next) { next.style.classes.own = own; });
    }
    if (change.let_go)
        in.edits.ask(Edits::EndMerge{});
    if (movable)
        ui::muted(in.ui, in.tr(kDragHint));
}

void ClassEditor::draw_own(PanelContext& in) {
    const std::vector<double>& own = in.document.style.classes.own;
    const tract::ColumnInfo* info = in.shown().columns->info(in.shown().scene.column);
    const double factor = info == nullptr ? 1 : factor_of(info->unit, in.reader());
    if (own_of_ != own || own_factor_ != factor) {
        own_of_ = own;
        own_factor_ = factor;
        own_refused_ = false;
        std::vector<std::string> words;
        for (const double value : own)
            words.push_back(format_number(round_half_away(value * factor, 6)));
        own_text_ = join(words, ", ");
    }
    ui::label(in.ui, kOwnLabel);
    const bool entered = ui::input(in.ui, "map.own", own_text_, kOwnHint);
    if (entered || ImGui::IsItemDeactivatedAfterEdit()) {
        const auto breaks = parse_breaks(own_text_, factor);
        own_refused_ = !breaks;
        if (breaks && *breaks != own)
            in.edits.change(kChangeBreaks, "",
                            [b = *breaks](Document& next) { next.style.classes.own = b; });
    }
    if (own_refused_)
        ui::notice(in.ui, ui::Tone::Warning, in.tr(kOwnRefused));
    else if (info != nullptr)
        ui::muted(in.ui, unit_note(info->unit, in.reader()));
}

void ClassEditor::draw_lock(PanelContext& in) const {
    bool locked = in.document.style.locked.has_value();
    ui::space(in.ui, 4);
    if (ui::checkbox(in.ui, "map.lock", kLocked, locked, kLockTip)) {
        const stats::Classes breaks = in.shown().scene.breaks;
        in.edits.change(kChangeLock, "", [locked, breaks](Document& next) {
            next.style.locked = locked ? std::optional(breaks) : std::nullopt;
        });
    }
    if (in.document.style.locked)
        ui::muted(in.ui, in.tr(kLockedNote));
}

} // namespace tractwise::viewer
