// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/io/cell.hpp"
#include "engine/map/bivariate.hpp"
#include "engine/map/style.hpp"
#include "engine/stats/classify.hpp"
#include "engine/study/result_columns.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tractwise::map {

enum class Pattern : std::uint8_t {
    Solid,
    NoData,     ///< hatched on kNoDataFill; never the color of a class
    Unreliable, ///< hatched over the color of its class
};

/// Ground of tracts without a value, and of the lines across it.
inline constexpr Rgb kNoDataFill{242, 242, 242}, kNoDataLines{150, 150, 150};
/// Lines across tracts whose estimate is unreliable.
inline constexpr Rgb kUnreliableLines{60, 60, 60};

/// One line of a legend.
struct LegendRow {
    Rgb color;
    double from = 0, to = 0; ///< in the column's unit; (from, to], the first class [from, to]
    std::string label;       ///< "12.4 – 18.0 %"
    std::size_t tracts = 0;
    double people = 0;       ///< of tracts whose people are known; NaN where the study counts none
    double people_share = 0; ///< of the people of all tracts, 0..1; NaN as `people`
};

/// A row of tracts that are not told by a color alone.
struct LegendMark {
    std::string label;
    std::size_t tracts = 0;
    double people = 0;
    double people_share = 0;
};

/// Why tracts have no value: "Nobody lives in this tract.", 3.
struct MissingCount {
    io::Missing reason = io::Missing::None;
    std::string words;
    std::size_t tracts = 0;
};

struct Legend {
    std::string title;
    std::string unit_words;      ///< "percent of households"; empty where the unit says nothing
    std::string method_words;    ///< "5 classes with about equally many tracts"
    std::string reference_words; ///< percentiles: "compared with all tracts of Cook County"
    std::vector<LegendRow> rows; ///< lowest class first; empty for a bivariate map
    LegendMark no_data;          ///< always there, even with 0 tracts; painted hatched
    std::vector<MissingCount> reasons;    ///< of no_data, most tracts first
    std::optional<LegendMark> unreliable; ///< present where the column has margins and is hatched
    /// Tracts of which a list of places behind the column does not speak, hatched too; `warnings` say
    /// what that does to the numbers (study/coverage.hpp). A map is never shown without them.
    std::optional<LegendMark> beyond;
    std::vector<std::string> warnings;
    /// Of the tracts with a margin: the expected share in a wrong class (stats/reliability.hpp).
    std::optional<double> wrong_class_chance;
    std::string wrong_class_words; ///< "About 23 % of the tracts may be in a wrong class ..."
    std::optional<BivariateLegend> bivariate;
};

/// What a map shows, decided once; painters only paint it.
///
///     const ResultColumns columns(results);
///     const MapScene scene = make_scene(columns, style, reader);
///     scene.fill[row]; scene.pattern[row]; scene.legend.rows[0].label;
///
/// Row i is the same tract as in the results. Colors are as chosen: `vision` of the style is for
/// the painter (matrix_of()), so that a preview never changes what is saved.
struct MapScene {
    std::string column, second;        ///< as resolved; `second` empty: one column
    std::string palette;               ///< of one column, as resolved
    std::vector<std::int16_t> classes; ///< -1: none; bivariate: row * 3 + column of the palette
    std::vector<Rgb> fill;
    std::vector<Pattern> pattern;
    std::vector<std::uint32_t> beyond; ///< rows that `legend.beyond` counts, ascending
    stats::Classes breaks; ///< to lock them: style.locked = scene.breaks; bivariate: of `column`
    stats::Classes second_breaks;
    Legend legend;
    std::string title;
    std::string source_line; ///< "Source: ... 2022. 2020 census tracts."
};

/// Sorted values and people, kept from scene to scene: with it a new palette or method need not
/// sort again. Values are told apart by the column's name, length and content, so that one cache
/// may serve one set of results after another.
class SceneCache {
public:
    SceneCache();
    ~SceneCache();
    SceneCache(SceneCache&&) noexcept;
    SceneCache& operator=(SceneCache&&) noexcept;

private:
    friend MapScene make_scene(const study::ResultColumns&, const MapStyle&, Reader, SceneCache*);
    struct State;
    std::unique_ptr<State> state_;
};

/// Errors: Error(Usage) for a column or palette that does not exist, with a suggestion. Cost: with
/// a cache 1.5 ms for 85,000 tracts, 3 ms where the values are new (tests/bench/map_bench.cpp).
MapScene make_scene(const study::ResultColumns& columns, const MapStyle& style, Reader reader,
                    SceneCache* cache = nullptr);

/// Where columns come from, for the foot of a map: "Source: American Community Survey 5-year, 2022.
/// 2020 census tracts."
std::string source_line(const study::ResultColumns& columns,
                        const std::vector<const tract::ColumnInfo*>& shown, Language language);

/// Classes of a style for one column, without a map: what a histogram draws. Where the style leaves
/// the method open, shares of which more is better are cut at 25, 50 and 75 %, percentiles into equal
/// steps (0-20, 20-40, ...), everything else into quantiles.
stats::Classes classes_of(const stats::SortedValues& sorted, const tract::ColumnInfo& info,
                          const MapStyle& style);

/// The classes of all values of several columns together, to be kept (`locked`) by maps of each.
stats::Classes shared_classes(std::span<const tract::Column* const> columns, const MapStyle& style);

} // namespace tractwise::map
