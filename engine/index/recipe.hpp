// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/core/said_in.hpp"
#include "engine/index/outliers.hpp"
#include "engine/tract/tract_table.hpp"

#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Index recipes: an index written down as data (data/recipes/README.md explains every key).
///
///     IndexRecipe recipe = load_recipe("risk", {"data/recipes"});
///     recipe.overall.domains[0].weight = 2;                       // what a slider does
///     IndexResult result = evaluate(recipe, table, diagnostics);  // evaluate.hpp
///     write_text_file("my_risk.toml", to_toml(recipe));           // reads back as an equal recipe
///
/// A recipe is a tree: `overall` holds domains, a domain holds indicators or further domains. Each
/// indicator names a column and how it is normalized (normalize.hpp); each domain says how its
/// parts are put together (aggregate.hpp). Before that, `derived` columns can be computed from raw
/// census cells (derive.hpp).
namespace tractwise::index {

/// `column op number`; a missing value meets no condition.
struct Condition {
    enum class Op { Less, LessEqual, Equal, NotEqual, GreaterEqual, Greater };
    std::string column; ///< empty in `flag_when`, where the value tested is the part's own
    Op op = Op::Greater;
    double number = 0;

    bool holds(double value) const;
    friend bool operator==(const Condition&, const Condition&) = default;
};

/// One summand: a column with its sign, or a constant where `column` is empty.
struct Term {
    std::string column;
    double factor = 1; ///< +1 or -1; the constant itself for a constant
    friend bool operator==(const Term&, const Term&) = default;
};

/// A column computed before the indicators (derive.hpp): a copy, a sum or a ratio, and its margin.
struct Derived {
    enum class Kind { Copy, Sum, Ratio };
    enum class ZeroMargins { All, Largest }; ///< which margins of zero estimates enter a sum
    std::string name;
    std::string label;
    Kind kind = Kind::Copy;
    std::vector<Term> of;
    std::vector<Term> over; ///< Ratio only
    double scale = 1;       ///< Ratio only: 100 makes a percentage (`percent =` in the file)
    bool log = false;       ///< Ratio only: its natural logarithm; missing where it is not above 0
    std::optional<int> round; ///< decimals, half away from zero
    /// Value where the denominator is 0; absent: missing (ZeroDenominator).
    std::optional<double> zero_over;
    std::string margin;               ///< name of the margin column to write; empty: none
    std::optional<int> margin_round;  ///< decimals, half away from zero
    bool margin_floor = false;        ///< cut to a whole number instead, as CDC does with counts
    std::optional<double> margin_max; ///< a larger margin is cut to this one
    /// Counts behind a percentage that was summed or copied: its margin is that of 100 x of / over.
    std::vector<Term> margin_of, margin_over;
    ZeroMargins zero_margins = ZeroMargins::All;
    bool adjunct = false; ///< not ranked: written last, and left out where its inputs are absent
    friend bool operator==(const Derived&, const Derived&) = default;
};

/// How raw values become comparable. Formulas and sources: normalize.hpp.
enum class Normalization {
    None,            ///< the value itself
    PercentRank,     ///< (rank_min - 1) / (n - 1)
    PercentPositive, ///< rank_max / N over values > 0; 0 stays 0 (CalEnviroScreen)
    PercentMax,      ///< rank_max / N over all values (CalEnviroScreen's incomes)
    PercentFloor,    ///< floor(100 x share below) / 100 (EJScreen)
    MinMax,          ///< to [lower, upper]
    ZScore,          ///< target mean `center`, standard deviation `spread`
    Rank,            ///< 1 = lowest, ties share the lowest rank
    Borda,           ///< rank - 1
    DistanceToMax,   ///< 1 - (max - x) / (max - min)
    Lookup,          ///< a table of intervals, lower bound exclusive, upper bound inclusive
    Cutpoints,       ///< place among ascending cutpoints, the lower one between two
};
/// As in the file: "none", "percent_rank", "percent_positive", "percent_floor", "min_max", ...
std::string_view name_of(Normalization method);

/// One row of a lookup table: lower < x <= upper gives `value`.
struct LookupRow {
    double lower = -std::numeric_limits<double>::infinity();
    double upper = std::numeric_limits<double>::infinity();
    double value = 0;
    friend bool operator==(const LookupRow&, const LookupRow&) = default;
};

/// A normalization with its parameters.
struct Normalizer {
    Normalization method = Normalization::PercentRank;
    double scale = 1;                ///< multiplies the result: 100 for percentiles 0..100
    double lower = 0, upper = 1;     ///< MinMax
    double center = 0, spread = 1;   ///< ZScore
    std::vector<LookupRow> rows;     ///< Lookup
    std::vector<double> cutpoints;   ///< Cutpoints, ascending
    std::optional<int> round_before; ///< decimals to round the raw value to before anything else
    /// Outlying values are drawn in first, among those that are compared with each other; absent: left as they are.
    std::optional<OutlierRule> outliers;
    friend bool operator==(const Normalizer&, const Normalizer&) = default;
};

/// How parts become one number (aggregate.hpp); all use the weights of the parts that are present.
enum class Aggregation {
    Sum,
    Mean,
    GeometricMean,
    HarmonicMean,
    PowerMean,
    Product,
    Maximum,
    /// Weights come from the data: those of the first principal component (principal.hpp). All parts must be present, their
    /// weights are 1 in the recipe, and areas are compared with all others.
    PrincipalComponent,
};
std::string_view name_of(Aggregation method); ///< "sum", "mean", "geometric_mean", ...

/// How many parts must be present for a domain to have a value: `min_present = "all" | "half" | N`,
/// `max_missing = N`.
struct Presence {
    enum class Rule { All, Half, AtLeast, AllBut };
    Rule rule = Rule::All;
    int count = 0; ///< of AtLeast and AllBut

    /// Half rounds up; at least one part is always needed.
    std::size_t needed(std::size_t parts) const;
    friend bool operator==(const Presence&, const Presence&) = default;
};

/// When higher is better, the scale is turned: before normalizing (-x) or after (1 - rank).
enum class Invert { Before, After };

struct Indicator {
    std::string column; ///< of the table or of `derived`
    /// Other names under which files publish the column; the first that a table has is read.
    std::vector<std::string> also;
    std::string name;            ///< short name, defaults to the column; unique in the recipe
    std::string label, label_es; ///< label_es: in Spanish; may be empty
    const std::string& label_in(Language language) const {
        return said_in(language, label, label_es);
    }
    tract::Direction direction = tract::Direction::HigherIsWorse;
    Invert invert = Invert::Before;
    double weight = 1;
    bool enabled = true;
    bool optional = false; ///< a table without the column is a finding, not an error
    Normalizer normalizer;
    std::optional<int> round; ///< decimals of the normalized value
    std::string output;       ///< column to write, e.g. "EPL_POV150"; empty: none
    std::string flag;         ///< column to write with 1 where `flag_when` holds, e.g. "F_POV150"
    Condition flag_when{{}, Condition::Op::GreaterEqual, 0.9};
    friend bool operator==(const Indicator&, const Indicator&) = default;
};

/// A group of indicators, or of domains, and how they are put together. `IndexRecipe::overall` is
/// one, too.
struct Domain {
    std::string name;
    std::string label, label_es; ///< label_es: in Spanish; may be empty
    const std::string& label_in(Language language) const {
        return said_in(language, label, label_es);
    }
    double weight = 1;
    bool enabled = true;
    Aggregation aggregation = Aggregation::Mean;
    double power = 1; ///< PowerMean
    Presence presence;
    /// More of the indicators below, at any depth, missing than this: no value.
    std::optional<int> max_missing_indicators;
    std::optional<int> round; ///< decimals of the aggregate, before scaling
    /// value = scale_to_max x value / largest value of the reference.
    std::optional<double> scale_to_max;
    /// A further normalization of the value, e.g. percent_rank for RPL_.
    std::optional<Normalizer> rank;
    std::optional<int> rank_round;
    bool carry_rank = false; ///< the parent takes the rank instead of the value
    std::string output;      ///< column of the value, e.g. "SPL_THEME1"
    std::string rank_output; ///< column of the rank, e.g. "RPL_THEME1"
    std::string flag;        ///< column with 1 where `flag_when` holds for the value
    Condition flag_when{{}, Condition::Op::GreaterEqual, 0.9};
    std::string flag_sum; ///< column with the number of flags among the indicators below
    std::vector<Indicator> indicators;
    std::vector<Domain> domains;
    friend bool operator==(const Domain&, const Domain&) = default;
};

/// Whom an area is compared with. Counties and states are the first 5 and 2 digits of its id.
enum class Reference { All, State, County };
std::string_view name_of(Reference reference); ///< "all", "state", "county"

struct IndexRecipe {
    std::string id;
    std::string title, title_es;             ///< title_es: in Spanish; may be empty
    std::string description, description_es; ///< likewise
    const std::string& title_in(Language language) const {
        return said_in(language, title, title_es);
    }
    const std::string& description_in(Language language) const {
        return said_in(language, description, description_es);
    }
    std::vector<std::string> sources; ///< citations
    /// Last year of the ACS 5-year release whose codes its columns are, and that it was published
    /// on (acs_release.hpp).
    std::optional<int> acs_year;
    std::string other_release_title; ///< its name on another release; "{years}" is "2020-2024"
    std::vector<Condition> pool; ///< rows that are ranked: all conditions hold; empty: every row
    Reference reference = Reference::All;
    /// Of the score; HigherIsBetter makes the lowest score rank 1.
    tract::Direction direction = tract::Direction::HigherIsWorse;
    std::vector<Derived> derived; ///< in order: a later one may use an earlier one
    Domain overall;
    std::string declared_at; ///< file, for messages; not part of the recipe's identity

    friend bool operator==(const IndexRecipe& a, const IndexRecipe& b);
};

/// Reads a recipe; Error(Usage) with file:line and a hint for every unknown key or contradiction.
IndexRecipe parse_recipe(const ConfigTable& table);
/// `name_or_file` is a path (ends in ".toml") or an id looked up as FOLDER/ID.toml in order.
IndexRecipe load_recipe(const std::string& name_or_file,
                        const std::vector<std::filesystem::path>& folders);
/// Ids of all recipes in the folders, sorted, each once.
std::vector<std::string> list_recipes(const std::vector<std::filesystem::path>& folders);
/// The whole recipe as TOML; parse_recipe(to_toml(r)) == r. Comments of a file that was read are
/// not kept.
std::string to_toml(const IndexRecipe& recipe);
/// Error(Usage) where a recipe contradicts itself (negative weight, all weights zero, a name twice
/// ...). parse_recipe and evaluate call it.
void validate(const IndexRecipe& recipe);

/// The recipe with each indicator's column under the name that a table knows it by: `has` says
/// which names the table has, and `also` is tried where the column itself is absent.
IndexRecipe with_names_of(IndexRecipe recipe, const std::function<bool(const std::string&)>& has);

/// Columns the table must have: of pool, derived and enabled indicators, optional ones left out;
/// sorted by first use.
std::vector<std::string> required_columns(const IndexRecipe& recipe);

} // namespace tractwise::index
