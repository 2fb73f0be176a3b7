// SPDX-License-Identifier: Apache-2.0
#include "engine/map/overlays.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/features.hpp"
#include "engine/io/streets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

constexpr Text kNotCounted{"Not counted: {}", "No se cuenta: {}"};
constexpr Text kNotCountedAs{"Not counted: {} (“{}”)", "No se cuenta: {} («{}»)"};
constexpr Text kUncounted{"{} (not counted)", "{} (no se cuenta)"};
constexpr Text kOutside{"Outside the region; counts for people near its border",
                        "Fuera de la región; cuenta para quienes viven cerca de su límite"};

/// The source that [view] names under `key`, or the one of that very name.
const io::SourceSpec* source_for(const study::Study& study, const char* key,
                                 Diagnostics& diagnostics) {
    const std::string named = study.view.text(key, key);
    const auto found = study.sources.find(named);
    if (found != study.sources.end())
        return &found->second;
    if (study.view.has(key))
        diagnostics.add({Severity::Warning,
                         "view-without-source",
                         named,
                         fmt::format("[view] {} names a source that is not declared", key),
                         1,
                         {}});
    return nullptr;
}

Symbol symbol_of(const layer::PlaceAudit& list, std::size_t row) {
    if (list.role() == "clinics")
        return Symbol::Clinic;
    if (list.role() != "stores")
        return Symbol::Community;
    return list.minor(row) ? Symbol::OtherStore : Symbol::Store;
}

void add_points(Overlays& overlays, const layer::PlaceAudit& list) {
    const auto overlay_for = [&](Symbol symbol, bool counted) -> PointOverlay& {
        for (PointOverlay& known : overlays.points)
            if (known.list == &list && known.symbol == symbol && known.counted == counted)
                return known;
        return overlays.points.emplace_back(PointOverlay{&list, symbol, counted, {}, {}, {}});
    };
    for (std::size_t row = 0; row < list.size(); ++row) {
        const geo::LonLat place = list.place(row);
        if (std::isnan(place.lon))
            continue;
        PointOverlay& into = overlay_for(symbol_of(list, row), list.counts(row));
        into.row.push_back(static_cast<std::uint32_t>(row));
        into.place.push_back(place);
        ++into.fates[static_cast<std::size_t>(list.fate(row))];
    }
}

std::size_t rank_of(std::string_view highway) {
    if (highway.starts_with("motorway") || highway.starts_with("trunk"))
        return 0;
    if (highway.starts_with("primary") || highway.starts_with("secondary"))
        return 1;
    return highway.starts_with("tertiary") ? 2 : 3;
}

void add_streets(Overlays& overlays, const io::StreetData& streets) {
    std::vector<geo::LonLat> bends;
    for (std::size_t way = 0; way < streets.ways(); ++way) {
        bends.clear();
        for (const std::uint32_t node : streets.nodes_of(way))
            bends.push_back(streets.place[node]);
        if (bends.size() < 2)
            continue;
        overlays.streets[rank_of(streets.way_tags.value(way, "highway"))].add(bends);
    }
}

void add_places(Overlays& overlays, const io::SourceSpec& source, const Progress& progress) {
    const io::PointFeatures read = io::read_places(source, overlays.diagnostics, progress);
    const std::optional<std::size_t> names = layer::name_column(read.table);
    if (!names)
        return;
    const std::optional<std::size_t> people =
        read.table.find_first({"population", "pop", "pop_max", "people"});
    for (std::size_t row = 0; row < read.places.size(); ++row) {
        if (std::isnan(read.places[row].lon))
            continue;
        const std::optional<double> count =
            people ? parse_number(trim(read.table.cell(row, *people))) : std::nullopt;
        overlays.places.push_back(
            {std::string(trim(read.table.cell(row, *names))), read.places[row], count.value_or(0)});
    }
}

} // namespace

std::vector<std::string> words_of(const PointOverlay& overlay, std::size_t i, Language language) {
    const std::uint32_t row = overlay.row[i];
    const layer::PlaceAudit& list = *overlay.list;
    std::vector<std::string> lines;
    if (!list.name(row).empty())
        lines.emplace_back(list.name(row));
    lines.emplace_back(label_of(overlay.symbol).in(language));
    if (!list.counts(row)) {
        const char* why = layer::words_of(list.fate(row)).in(language);
        // Of an office the words say already what stands in the column.
        const std::string_view told =
            list.fate(row) == layer::PlaceAudit::Fate::Office ? std::string_view() : list.told(row);
        lines.push_back(told.empty()
                            ? fmt::format(fmt::runtime(kNotCounted.in(language)), why)
                            : fmt::format(fmt::runtime(kNotCountedAs.in(language)), why, told));
    } else if (list.outside(row)) {
        lines.emplace_back(kOutside.in(language));
    }
    return lines;
}

Overlays read_overlays(const study::Results& results, const Progress& progress) {
    const study::Study& study = results.study;
    Overlays overlays;
    // What lies over the map must not cost the map: a file that cannot be read is said and left out.
    const auto guarded = [&](const io::SourceSpec& source, const std::function<void()>& read) {
        try {
            read();
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Canceled)
                throw;
            overlays.diagnostics.add({Severity::Warning,
                                      "overlay-unread",
                                      source.id,
                                      fmt::format("not drawn: {}", error.what()),
                                      1,
                                      {}});
        }
    };
    progress.step("reading what lies over the map", 0);
    overlays.lists = results.places;
    std::set<std::string>
        drawn; // a list that two layers use is drawn as the first of them counts it
    for (const layer::PlaceAudit& list : *overlays.lists)
        if (drawn.insert(list.source()).second)
            add_points(overlays, list);
    std::stable_sort(overlays.points.begin(), overlays.points.end(),
                     [](const PointOverlay& a, const PointOverlay& b) {
                         return std::pair(!a.counted, a.symbol) < std::pair(!b.counted, b.symbol);
                     });
    if (const io::SourceSpec* source = source_for(study, "streets", overlays.diagnostics))
        guarded(*source, [&] {
            const auto held = results.streets.find(source->id);
            if (held != results.streets.end() && held->second)
                add_streets(overlays, *held->second);
            else
                add_streets(overlays, io::read_streets(*source, overlays.diagnostics,
                                                       progress.part(0.3, 0.7)));
        });
    if (const io::SourceSpec* source = source_for(study, "water", overlays.diagnostics))
        guarded(*source, [&] {
            overlays.water =
                io::read_polygons(*source, overlays.diagnostics, progress.part(0.7, 0.9)).shapes;
        });
    if (const io::SourceSpec* source = source_for(study, "places", overlays.diagnostics))
        guarded(*source, [&] { add_places(overlays, *source, progress.part(0.9, 1.0)); });
    return overlays;
}

std::vector<LegendSymbol> legend_symbols(const Overlays& overlays, const MapStyle& style,
                                         std::size_t stops, bool with_hidden) {
    MapStyle listed = style;
    if (with_hidden)
        listed.hidden.clear();
    std::vector<LegendSymbol> symbols;
    for (const PointOverlay& overlay : overlays.points) {
        if (!overlay.shown(listed))
            continue;
        auto found = std::find_if(symbols.begin(), symbols.end(), [&](const LegendSymbol& s) {
            return s.symbol == overlay.symbol && s.counted == overlay.counted;
        });
        if (found == symbols.end()) {
            found = symbols.emplace(symbols.end());
            found->symbol = overlay.symbol;
            found->counted = overlay.counted;
            found->shown = overlay.shown(style);
        }
        found->count += overlay.place.size();
        const std::string& source = overlay.list->title();
        if (found->sources.find(source) == std::string::npos)
            found->sources += (found->sources.empty() ? "" : "\n") + source;
    }
    for (LegendSymbol& symbol : symbols)
        for (const PointOverlay& overlay : overlays.points)
            if (overlay.symbol == symbol.symbol)
                for (std::size_t fate = 0; fate < overlay.fates.size(); ++fate)
                    symbol.fates[fate] += overlay.fates[fate];
    if (stops > 0) {
        symbols.emplace_back().symbol = Symbol::Stop;
        symbols.back().count = stops;
    }
    return symbols;
}

std::string label_of(const LegendSymbol& symbol, Language language) {
    const char* kind = label_of(symbol.symbol).in(language);
    return symbol.counted ? kind : fmt::format(fmt::runtime(kUncounted.in(language)), kind);
}

} // namespace tractwise::map
