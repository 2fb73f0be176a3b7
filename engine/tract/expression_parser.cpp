// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/expression_parser.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

using Op = Expression::Op;

constexpr Text kExpected{"expected {}, found {}", "se esperaba {}, se encontró {}"};
constexpr Text kTheEnd{"the end", "el final"};
constexpr Text kValue{"a column or a number", "una columna o un número"};
constexpr Text kClosing{"\")\"", "\")\""};
constexpr Text kJoining{"\"and\", \"or\" or the end", "\"y\", \"o\" o el final"};
constexpr Text kWith{"\"with\"", "\"con\""};
constexpr Text kMissingWord{"\"missing\" or \"not missing\"", "\"missing\" o \"not missing\""};
constexpr Text kQuoted{"a text in quotes, such as \"31\"", "un texto entre comillas, como \"31\""};
constexpr Text kNoCondition{"this is a value, not a condition",
                            "esto es un valor, no una condición"};
constexpr Text kNoConditionHint{"compare it with something: poverty_share > 0.2",
                                "compárelo con algo: poverty_share > 0.2"};
constexpr Text kNotNumber{"a number is needed here", "aquí hace falta un número"};
constexpr Text kTwoAtATime{"compare two things at a time", "compare dos cosas a la vez"};
constexpr Text kTwoHint{"write \"10 < x and x < 20\"", "escriba \"10 < x y x < 20\""};
constexpr Text kTextOrder{"texts can be equal, contain or start with something; they have no order",
                          "los textos pueden ser iguales, contener o empezar con algo; "
                          "no tienen orden"};
constexpr Text kTextSides{"compare geoid or name with a text in quotes",
                          "compare geoid o name con un texto entre comillas"};
constexpr Text kOnlyNumbersMiss{"geoid and name are never missing", "geoid y name nunca faltan"};
constexpr Text kTooDeep{"too many parentheses within each other", "demasiados paréntesis anidados"};

/// Deeper than anybody types, and far from what the stack of the program bears.
constexpr std::size_t kDeepest = 100;

} // namespace

Expression Expression::parse(std::string_view text, std::span<const std::string> known,
                             Language language) {
    return ExpressionParser(text, known, language).parse();
}

ExpressionParser::ExpressionParser(std::string_view text, std::span<const std::string> known,
                                   Language language)
    : names_(known.begin(), known.end()), language_(language) {
    for (const std::string& name : names_)
        known_.emplace_back(to_lower(name), name);
    std::sort(known_.begin(), known_.end());
    tokens_ = tokens_of(text);
}

Expression ExpressionParser::parse() {
    const Operand whole = any();
    if (now().kind != TokenKind::End)
        fail(now().column, fmt::format(fmt::runtime(tr(kExpected)), tr(kJoining), found()));
    need(whole, Kind::Truth);
    return std::move(made_);
}

std::string ExpressionParser::found() const {
    return now().kind == TokenKind::End ? std::string(tr(kTheEnd))
                                        : fmt::format("\"{}\"", now().text);
}

void ExpressionParser::deeper(std::size_t by) {
    depth_ += by;
    if (depth_ > kDeepest)
        fail(now().column, tr(kTooDeep));
}

bool ExpressionParser::symbol(std::string_view wanted) {
    if (now().kind != TokenKind::Symbol || now().text != wanted)
        return false;
    ++at_;
    return true;
}

bool ExpressionParser::is_word(const Token& token, std::string_view english,
                               std::string_view spanish) const {
    if (token.kind != TokenKind::Name || token.quoted)
        return false;
    const std::string lower = to_lower(token.text);
    // A column may be called "y" or "o"; then that is what is meant.
    return lower == english || (lower == spanish && !meaning_of(token.text));
}

bool ExpressionParser::word(std::string_view english, std::string_view spanish) {
    if (!is_word(now(), english, spanish))
        return false;
    ++at_;
    return true;
}

void ExpressionParser::need(const Operand& operand, Kind kind) const {
    if (operand.kind == kind)
        return;
    if (kind == Kind::Truth)
        fail(operand.column, tr(kNoCondition), tr(kNoConditionHint));
    fail(operand.column, tr(kNotNumber));
}

ExpressionParser::Operand ExpressionParser::any() {
    Operand left = all();
    while (word("or", "o") || symbol("|")) {
        need(left, Kind::Truth);
        need(all(), Kind::Truth);
        emit(Op::Or);
    }
    return left;
}

ExpressionParser::Operand ExpressionParser::all() {
    Operand left = negation();
    while (word("and", "y") || symbol("&")) {
        need(left, Kind::Truth);
        need(negation(), Kind::Truth);
        emit(Op::And);
    }
    return left;
}

ExpressionParser::Operand ExpressionParser::negation() {
    if (!word("not", "no") && !symbol("!"))
        return comparison();
    deeper(1);
    Operand what = negation();
    need(what, Kind::Truth);
    emit(Op::Not);
    --depth_;
    return what;
}

std::optional<Op> ExpressionParser::comparison_sign() {
    constexpr std::array<std::pair<std::string_view, Op>, 6> kSigns = {{
        {"<", Op::Less},
        {"<=", Op::LessOrEqual},
        {">", Op::Greater},
        {">=", Op::GreaterOrEqual},
        {"=", Op::Equal},
        {"!=", Op::NotEqual},
    }};
    for (const auto& [sign, op] : kSigns)
        if (symbol(sign))
            return op;
    return std::nullopt;
}

ExpressionParser::Operand ExpressionParser::comparison() {
    Operand left = sum();
    if (word("is", "es")) {
        const bool opposite = word("not", "no");
        if (!word("missing", "falta"))
            fail(now().column, fmt::format(fmt::runtime(tr(kExpected)), tr(kMissingWord), found()));
        return missing_test(left, opposite);
    }
    if (word("falta", "falta"))
        return missing_test(left, false);
    if (is_word(now(), "no", "no") && is_word(tokens_[at_ + 1], "falta", "falta")) {
        at_ += 2;
        return missing_test(left, true);
    }
    if (word("contains", "contiene"))
        return compared_texts(Op::TextContains, left, sum(), false);
    if (word("starts", "empieza")) {
        if (!word("with", "con"))
            fail(now().column, fmt::format(fmt::runtime(tr(kExpected)), tr(kWith), found()));
        return compared_texts(Op::TextStarts, left, sum(), false);
    }
    const std::size_t sign_at = now().column;
    const std::optional<Op> op = comparison_sign();
    if (!op)
        return left;
    Operand right = sum();
    if (const std::size_t again = now().column; comparison_sign())
        fail(again, tr(kTwoAtATime), tr(kTwoHint));
    const auto is_text = [](const Operand& side) {
        return side.kind != Kind::Number && side.kind != Kind::Truth;
    };
    if (is_text(left) || is_text(right)) {
        if (*op != Op::Equal && *op != Op::NotEqual)
            fail(sign_at, tr(kTextOrder));
        return compared_texts(Op::TextEqual, left, right, *op == Op::NotEqual);
    }
    need(left, Kind::Number);
    need(right, Kind::Number);
    emit(*op);
    return {Kind::Truth, "", left.column, false};
}

ExpressionParser::Operand ExpressionParser::missing_test(const Operand& what, bool opposite) {
    if (what.kind != Kind::Number && what.kind != Kind::Truth)
        fail(what.column, tr(kOnlyNumbersMiss));
    need(what, Kind::Number);
    emit(Op::IsMissing);
    if (opposite)
        emit(Op::Not);
    return {Kind::Truth, "", what.column, false};
}

ExpressionParser::Operand ExpressionParser::compared_texts(Op op, Operand left, Operand right,
                                                           bool opposite) {
    const std::size_t column = left.column;
    if (op == Op::TextEqual && left.kind != Kind::Geoid && left.kind != Kind::Name)
        std::swap(left, right);
    if (left.kind != Kind::Geoid && left.kind != Kind::Name)
        fail(left.column, tr(kTextSides));
    if (right.kind == Kind::Number && right.lone)
        made_.steps_.pop_back(); // its digits are what counts: geoid = 17031010100
    else if (right.kind != Kind::Literal)
        fail(right.column, fmt::format(fmt::runtime(tr(kExpected)), tr(kQuoted),
                                       right.text.empty() ? found() : "\"" + right.text + "\""));
    made_.steps_.push_back({.op = op,
                            .index = static_cast<std::uint32_t>(made_.texts_.size()),
                            .of_name = left.kind == Kind::Name});
    made_.texts_.push_back(to_lower(right.text));
    if (opposite)
        emit(Op::Not);
    return {Kind::Truth, "", column, false};
}

ExpressionParser::Operand ExpressionParser::sum() {
    Operand left = product();
    while (true) {
        const bool plus = symbol("+");
        if (!plus && !symbol("-"))
            return left;
        need(left, Kind::Number);
        need(product(), Kind::Number);
        emit(plus ? Op::Add : Op::Subtract);
        left.lone = false;
    }
}

ExpressionParser::Operand ExpressionParser::product() {
    Operand left = signed_value();
    while (true) {
        const bool times = symbol("*");
        if (!times && !symbol("/"))
            return left;
        need(left, Kind::Number);
        need(signed_value(), Kind::Number);
        emit(times ? Op::Multiply : Op::Divide);
        left.lone = false;
    }
}

ExpressionParser::Operand ExpressionParser::signed_value() {
    if (symbol("+"))
        return primary();
    if (!symbol("-"))
        return primary();
    deeper(1);
    Operand what = signed_value();
    need(what, Kind::Number);
    emit(Op::Negate);
    what.lone = false;
    --depth_;
    return what;
}

ExpressionParser::Operand ExpressionParser::primary() {
    const Token token = now();
    const std::size_t column = token.column;
    if (symbol("(")) {
        deeper(1);
        Operand inside = any();
        if (!symbol(")"))
            fail(now().column, fmt::format(fmt::runtime(tr(kExpected)), tr(kClosing), found()));
        --depth_;
        inside.column = column;
        inside.lone = false;
        return inside;
    }
    const bool keyword = is_word(token, "and", "y") || is_word(token, "or", "o") ||
                         is_word(token, "is", "es") || is_word(token, "not", "no");
    if (token.kind == TokenKind::Symbol || token.kind == TokenKind::End || keyword)
        fail(column, fmt::format(fmt::runtime(tr(kExpected)), tr(kValue), found()));
    ++at_;
    if (token.kind == TokenKind::Text)
        return {Kind::Literal, token.text, column, false};
    if (token.kind == TokenKind::Number) {
        const bool percent = symbol("%");
        made_.steps_.push_back(
            {.op = Op::Number, .number = percent ? token.number / 100 : token.number});
        return {Kind::Number, token.text, column, !percent};
    }
    const std::optional<Meaning> meaning = meaning_of(token.text);
    if (!meaning) {
        const std::string lower = to_lower(token.text);
        if (lower == "geoid")
            return {Kind::Geoid, token.text, column, false};
        if (lower == "name")
            return {Kind::Name, token.text, column, false};
        fail_unknown(token);
    }
    std::vector<std::string>& columns = made_.columns_;
    const auto place = std::find(columns.begin(), columns.end(), meaning->column);
    made_.steps_.push_back({.op = meaning->hundredfold ? Op::Hundredfold : Op::Value,
                            .index = static_cast<std::uint32_t>(place - columns.begin())});
    if (place == columns.end())
        columns.push_back(meaning->column);
    return {Kind::Number, token.text, column, false};
}

} // namespace tractwise::tract
