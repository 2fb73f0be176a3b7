// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/tract/tract_table.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::tract {

/// A condition on tracts, as a person types it, checked once and then asked of every row.
///
///     const Expression worst = Expression::parse("risk_pct > 90 and no_vehicle_share > 20%", names);
///     for (const std::uint32_t row : worst.matches(rows)) ...
///     worst.columns();          // {"risk_percentile", "no_vehicle_share"}: what it reads
///
/// | write | for |
/// |---|---|
/// | `poverty_share`, `RPL_THEMES`, `` `odd name` `` | the column; case does not matter |
/// | `risk_pct` | 100 x `risk_percentile`, or 100 x `risk_share`, where no column has that name |
/// | `0.2`, `20%`, `48,000` | numbers; `20%` is 0.2 |
/// | `<` `<=` `>` `>=` `=` `!=`, `+` `-` `*` `/`, `( )` | comparing and reckoning |
/// | `and`, `or`, `not` | both, either, the opposite; `not` binds before `and`, `and` before `or` |
/// | `x is missing`, `x is not missing` | whether there is a value |
/// | `geoid`, `name` with `=` `!=` `contains` `starts with` | texts; case does not matter |
///
/// Units are those of the columns: shares and percentiles 0..1, meters, minutes. A value that is
/// missing, and a division by 0, meets no condition, nor does its opposite: `not x > 1` leaves out
/// rows without x. `false and missing` is false, `true or missing` is true (Kleene, *Introduction
/// to Metamathematics*, 1952, section 64). Spanish words do as well: y, o, no, falta, contiene,
/// empieza con.
///
/// Errors of parse(): Error(Usage) in `language`, with `where` "column 14" (of the text, counted in
/// characters from 1) and what would be right; names that do not exist come with the nearest one.
/// matches() and evaluate(): Error(Usage) for a column that is gone. Cost: three comparisons of
/// 85,000 rows 0.5 ms.
class Expression {
public:
    enum class Truth : std::uint8_t { False, True, Missing };
    /// What names stand for.
    struct Rows {
        std::size_t count = 0;
        std::function<const Column*(std::string_view)> column;
        std::function<std::string_view(std::size_t)> geoid, name; ///< needed where they are used
    };

    static Expression parse(std::string_view text, std::span<const std::string> known,
                            Language language = Language::English);

    std::vector<Truth> evaluate(const Rows& rows) const;
    std::vector<std::uint32_t>
    matches(const Rows& rows) const; ///< rows where it is true, ascending
    const std::vector<std::string>& columns() const { return columns_; }

    /// One instruction of the program that parse() makes: operands first, as on a pocket calculator
    /// of the stack kind.
    enum class Op : std::uint8_t {
        Number,
        Value,
        Hundredfold, ///< of a column
        Add,
        Subtract,
        Multiply,
        Divide,
        Negate,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Equal,
        NotEqual,
        IsMissing,
        And,
        Or,
        Not,
        TextEqual,
        TextContains,
        TextStarts,
    };
    struct Step {
        Op op;
        std::uint32_t index = 0; ///< of columns_ or texts_
        double number = 0;
        bool of_name = false; ///< texts: the tract's name, else its GEOID
    };

private:
    friend class ExpressionParser;
    std::vector<Step> steps_;
    std::vector<std::string> columns_;
    std::vector<std::string> texts_; ///< lower case
};

} // namespace tractwise::tract
