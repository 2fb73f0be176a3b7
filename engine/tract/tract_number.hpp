// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tractwise::tract {

/// A tract as people write it without state and county: the number 1.01, or its code 000101.
///
///     parse_tract_number("1.01")    -> Number, whole 1, hundredths 1
///     parse_tract_number("000101")  -> Code: five and six digits are no number
///     parse_tract_number("101")     -> Short: the number 101 (010100) or the code 000101
///     parse_tract_number("1.1")     -> Cut: a spreadsheet's 1.10
struct TractNumber {
    enum class Kind { Number, Cut, Code, Short };
    Kind kind;
    unsigned value; ///< hundredths for Number and Cut; the digits as they stand for Code and Short
};
std::optional<TractNumber> parse_tract_number(std::string_view text);

/// The six digits: of a Short one as the code that it may be, or as the number.
std::string tract_code(const TractNumber& number, bool short_is_number);

/// A tract's name taken apart; county and state as they are written, empty where the name has none.
///
///     parse_tract_name("Census Tract 1.01, Philadelphia County, Pennsylvania")
///     parse_tract_name("Block Group 2; Census Tract 1.01; Philadelphia County; Pennsylvania")
///     parse_tract_name("CT 1.01")
struct TractName {
    TractNumber number;
    std::string_view county, state, block_group;
};
std::optional<TractName> parse_tract_name(std::string_view text);

} // namespace tractwise::tract
