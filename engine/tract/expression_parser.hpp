// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tract/expression.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Private to engine/tract: how Expression::parse reads.

namespace tractwise::tract {

enum class TokenKind { Number, Name, Text, Symbol, End };

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;       ///< as written; of names and texts without their quotes
    std::size_t column = 1; ///< of the first character, counted from 1
    double number = 0;
    bool quoted = false; ///< a name in backticks is no keyword
};

/// Recursive descent; every function reads one level of binding and says what it read.
class ExpressionParser {
public:
    ExpressionParser(std::string_view text, std::span<const std::string> known, Language language);
    Expression parse();

private:
    enum class Kind { Number, Truth, Geoid, Name, Literal };
    struct Operand {
        Kind kind = Kind::Number;
        std::string text; ///< of a literal; of a number that stands alone, as written
        std::size_t column = 1;
        bool lone = false; ///< the number is one literal: `geoid = 17031010100`
    };
    struct Meaning {
        std::string column;
        bool hundredfold = false;
    };

    // expression_lexer.cpp
    std::vector<Token> tokens_of(std::string_view text) const;
    Token number_at(std::string_view text, std::size_t& at, std::size_t column) const;
    Token word_at(std::string_view text, std::size_t& at, std::size_t column) const;
    std::optional<Meaning> meaning_of(std::string_view name) const;
    [[noreturn]] void fail(std::size_t column, const std::string& message,
                           const std::string& hint = {}) const;
    [[noreturn]] void fail_unknown(const Token& name) const;
    const char* tr(Text text) const { return text.in(language_); }

    // expression_parser.cpp
    const Token& now() const { return tokens_[at_]; }
    bool symbol(std::string_view symbol);
    bool word(std::string_view english, std::string_view spanish);
    bool is_word(const Token& token, std::string_view english, std::string_view spanish) const;
    std::optional<Expression::Op> comparison_sign();
    Operand any();
    Operand all();
    Operand negation();
    Operand comparison();
    Operand sum();
    Operand product();
    Operand signed_value();
    Operand primary();
    Operand compared_texts(Expression::Op op, Operand left, Operand right, bool opposite);
    Operand missing_test(const Operand& what, bool opposite);
    void need(const Operand& operand, Kind kind) const;
    void emit(Expression::Op op) { made_.steps_.push_back({.op = op}); }
    std::string found() const; ///< the token now, in words
    void deeper(std::size_t by);

    std::vector<std::pair<std::string, std::string>> known_; ///< lower case, as it is; sorted
    std::vector<std::string> names_;
    Language language_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0, depth_ = 0;
    Expression made_;
};

} // namespace tractwise::tract
