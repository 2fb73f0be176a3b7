// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/expression_parser.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

constexpr Text kColumn{"column {}", "columna {}"};
constexpr Text kUnknown{"there is no column \"{}\"", "no hay ninguna columna \"{}\""};
constexpr Text kMeant{"did you mean \"{}\"?", "¿quiso decir \"{}\"?"};
constexpr Text kSimilar{"columns with that word: {}", "columnas con esa palabra: {}"};
constexpr Text kAsInExports{"names are those of the table's columns, such as \"{}\"",
                            "los nombres son los de las columnas de la tabla, como \"{}\""};
constexpr Text kNoEnd{"this text has no closing {}", "a este texto le falta el {} de cierre"};
constexpr Text kStrange{"\"{}\" means nothing here", "\"{}\" no significa nada aquí"};
constexpr Text kBadNumber{"\"{}\" is not a number", "\"{}\" no es un número"};
constexpr Text kNumberHint{"write 0.25 with a point, 48,000 with a comma before three digits, 20%",
                           "escriba 0.25 con punto, 48,000 con coma antes de tres cifras, 20%"};

/// Bytes of letters beyond ASCII count as letters.
bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

struct Sign {
    std::string_view written, means;
};
/// Longer ones first.
constexpr std::array kSigns = {
    Sign{"≤", "<="},  Sign{"≥", ">="},  Sign{"≠", "!="},  Sign{"×", "*"},   Sign{"−", "-"},
    Sign{"<=", "<="}, Sign{">=", ">="}, Sign{"!=", "!="}, Sign{"<>", "!="}, Sign{"==", "="},
    Sign{"&&", "&"},  Sign{"||", "|"},  Sign{"<", "<"},   Sign{">", ">"},   Sign{"=", "="},
    Sign{"(", "("},   Sign{")", ")"},   Sign{"+", "+"},   Sign{"-", "-"},   Sign{"*", "*"},
    Sign{"/", "/"},   Sign{"!", "!"},   Sign{"%", "%"},
};

/// Null where no sign stands there.
const Sign* sign_at(std::string_view text) {
    const auto* const found = std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& sign) {
        return text.starts_with(sign.written);
    });
    return found == kSigns.end() ? nullptr : found;
}

/// A letter or digit of a word; signs beyond ASCII are neither.
bool word_goes_on(std::string_view text, std::size_t at) {
    return at < text.size() &&
           (is_digit(text[at]) || (begins_name(text[at]) && sign_at(text.substr(at)) == nullptr));
}

} // namespace

void ExpressionParser::fail(std::size_t column, const std::string& message,
                            const std::string& hint) const {
    throw Error(ErrorKind::Usage, message,
                {.where = fmt::format(fmt::runtime(tr(kColumn)), column), .hint = hint});
}

void ExpressionParser::fail_unknown(const Token& name) const {
    std::string hint;
    const std::string wanted = to_lower(name.text);
    std::vector<std::string> similar;
    for (const std::string& known : names_)
        if (similar.size() < 3 && to_lower(known).find(wanted) != std::string::npos)
            similar.push_back(known);
    if (const auto near = closest(name.text, names_))
        hint = fmt::format(fmt::runtime(tr(kMeant)), *near);
    else if (!similar.empty())
        hint = fmt::format(fmt::runtime(tr(kSimilar)), join(similar, ", "));
    else if (!names_.empty())
        hint = fmt::format(fmt::runtime(tr(kAsInExports)), names_.front());
    fail(name.column, fmt::format(fmt::runtime(tr(kUnknown)), name.text), hint);
}

std::optional<ExpressionParser::Meaning> ExpressionParser::meaning_of(std::string_view name) const {
    const auto known = [&](const std::string& lower) -> const std::string* {
        const auto found =
            std::lower_bound(known_.begin(), known_.end(), std::pair(lower, ""),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
        if (found == known_.end() || found->first != lower)
            return nullptr;
        // Names that differ in case only: the one that was written.
        for (auto same = found; same != known_.end() && same->first == lower; ++same)
            if (same->second == name)
                return &same->second;
        return &found->second;
    };
    const std::string lower = to_lower(name);
    if (const std::string* column = known(lower))
        return Meaning{*column, false};
    constexpr std::string_view kPercent = "_pct";
    if (!lower.ends_with(kPercent))
        return std::nullopt;
    const std::string stem = lower.substr(0, lower.size() - kPercent.size());
    for (const char* ending : {"_percentile", "_share"})
        if (const std::string* column = known(stem + ending))
            return Meaning{*column, true};
    return std::nullopt;
}

Token ExpressionParser::number_at(std::string_view text, std::size_t& at,
                                  std::size_t column) const {
    std::size_t end = at;
    while (end < text.size() &&
           (is_digit(text[end]) || text[end] == '.' ||
            (text[end] == ',' && end + 1 < text.size() && is_digit(text[end + 1]))))
        ++end;
    // 1e5, 2.5e-3
    if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
        std::size_t power = end + 1;
        if (power < text.size() && (text[power] == '-' || text[power] == '+'))
            ++power;
        if (power < text.size() && is_digit(text[power])) {
            end = power;
            while (end < text.size() && is_digit(text[end]))
                ++end;
        }
    }
    while (word_goes_on(text, end))
        ++end; // "31st": said as a whole
    const std::string_view written = text.substr(at, end - at);
    std::string digits;
    bool grouped = true; // every comma is followed by three digits, and none by a fourth
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] != ',') {
            digits += written[i];
            continue;
        }
        std::size_t run = 0;
        while (i + 1 + run < written.size() && is_digit(written[i + 1 + run]))
            ++run;
        std::size_t before = 0;
        while (before < i && is_digit(written[i - 1 - before]))
            ++before;
        grouped = grouped && run == 3 && before >= 1 && before <= 3 &&
                  written.substr(0, i).find('.') == std::string_view::npos;
    }
    const std::optional<double> value = parse_number(digits);
    if (!value || !grouped)
        fail(column, fmt::format(fmt::runtime(tr(kBadNumber)), written), tr(kNumberHint));
    at = end;
    return {TokenKind::Number, std::string(written), column, *value, false};
}

Token ExpressionParser::word_at(std::string_view text, std::size_t& at, std::size_t column) const {
    std::size_t end = at;
    while (word_goes_on(text, end))
        ++end;
    // Names with a point or a hyphen in them are taken whole where there is such a column.
    for (std::size_t longer = end; longer < text.size() &&
                                   (text[longer] == '-' || text[longer] == '.') &&
                                   word_goes_on(text, longer + 1);) {
        ++longer;
        while (word_goes_on(text, longer))
            ++longer;
        if (meaning_of(text.substr(at, longer - at)))
            end = longer;
    }
    Token word{TokenKind::Name, std::string(text.substr(at, end - at)), column, 0, false};
    at = end;
    return word;
}

std::vector<Token> ExpressionParser::tokens_of(std::string_view text) const {
    std::vector<Token> tokens;
    std::size_t at = 0, column = 1;
    while (at < text.size()) {
        const char c = text[at];
        const std::size_t begin = at;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            ++at;
        } else if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]))) {
            tokens.push_back(number_at(text, at, column));
        } else if (c == '"' || c == '\'' || c == '`') {
            const std::size_t end = text.find(c, at + 1);
            if (end == std::string_view::npos)
                fail(column, fmt::format(fmt::runtime(tr(kNoEnd)), c));
            tokens.push_back({c == '`' ? TokenKind::Name : TokenKind::Text,
                              std::string(text.substr(at + 1, end - at - 1)), column, 0, true});
            at = end + 1;
        } else if (const Sign* const sign = sign_at(text.substr(at)); sign != nullptr) {
            tokens.push_back({TokenKind::Symbol, std::string(sign->means), column, 0, false});
            at += sign->written.size();
        } else if (begins_name(c)) {
            tokens.push_back(word_at(text, at, column));
        } else {
            fail(column, fmt::format(fmt::runtime(tr(kStrange)), c));
        }
        column += count_characters(text.substr(begin, at - begin));
    }
    tokens.push_back({TokenKind::End, "", column, 0, false});
    return tokens;
}

} // namespace tractwise::tract
