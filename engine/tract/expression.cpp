// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/expression.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

using Truth = Expression::Truth;
using Op = Expression::Op;

/// Rows that go through the program together: few enough to stay in the nearest cache.
constexpr std::size_t kBlock = 512;
using Numbers = std::array<double, kBlock>;
using Truths = std::array<Truth, kBlock>;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool same(char a, char b) {
    return lower(a) == b;
}

/// `wanted` is in lower case already.
bool text_meets(Op op, std::string_view text, std::string_view wanted) {
    switch (op) {
    case Op::TextEqual:
        return text.size() == wanted.size() &&
               std::equal(text.begin(), text.end(), wanted.begin(), same);
    case Op::TextStarts:
        return text.size() >= wanted.size() &&
               std::equal(wanted.begin(), wanted.end(), text.begin(),
                          [](char a, char b) { return same(b, a); });
    default:
        return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), same) !=
                   text.end() ||
               wanted.empty();
    }
}

template <typename How>
void reckon(Numbers& a, const Numbers& b, std::size_t n, How how) {
    for (std::size_t i = 0; i < n; ++i)
        a[i] = how(a[i], b[i]);
}

template <typename How>
void compare(const Numbers& a, const Numbers& b, Truths& out, std::size_t n, How how) {
    for (std::size_t i = 0; i < n; ++i) {
        const bool known = a[i] == a[i] && b[i] == b[i];
        out[i] = !known ? Truth::Missing : how(a[i], b[i]) ? Truth::True : Truth::False;
    }
}

Truth both(Truth a, Truth b) {
    if (a == Truth::False || b == Truth::False)
        return Truth::False;
    return a == Truth::Missing || b == Truth::Missing ? Truth::Missing : Truth::True;
}

Truth either(Truth a, Truth b) {
    if (a == Truth::True || b == Truth::True)
        return Truth::True;
    return a == Truth::Missing || b == Truth::Missing ? Truth::Missing : Truth::False;
}

Truth opposite(Truth a) {
    return a == Truth::Missing ? a : a == Truth::True ? Truth::False : Truth::True;
}

/// How high the stacks of numbers and of truths get.
std::pair<std::size_t, std::size_t> heights(std::span<const Expression::Step> steps) {
    std::size_t number = 0, truth = 0, most_numbers = 0, most_truths = 0;
    for (const Expression::Step& step : steps) {
        if (step.op <= Op::Hundredfold) {
            ++number;
        } else if (step.op <= Op::Divide) {
            --number;
        } else if (step.op >= Op::Less && step.op <= Op::IsMissing) {
            number -= step.op == Op::IsMissing ? 1 : 2;
            ++truth;
        } else if (step.op == Op::And || step.op == Op::Or) {
            --truth;
        } else if (step.op >= Op::TextEqual) {
            ++truth;
        }
        most_numbers = std::max(most_numbers, number);
        most_truths = std::max(most_truths, truth);
    }
    return {most_numbers, most_truths};
}

/// One hundred times a share as it is read on paper: 0.07 is 7, not 7.000000000000001.
double hundredfold(double share) {
    constexpr double kDigits = 1e14, kBack = 1e12;
    return std::abs(share) < 50 ? std::nearbyint(share * kDigits) / kBack : share * 100;
}

} // namespace

std::vector<Truth> Expression::evaluate(const Rows& rows) const {
    std::vector<const double*> values;
    for (const std::string& name : columns_) {
        const Column* column = rows.column(name);
        if (column == nullptr || column->values.size() != rows.count)
            throw Error(ErrorKind::Usage,
                        fmt::format("the column \"{}\" is not there any more", name));
        values.push_back(column->values.data());
    }
    std::vector<Truth> out(rows.count);
    const auto [most_numbers, most_truths] = heights(steps_);
    std::vector<Numbers> numbers(most_numbers);
    std::vector<Truths> truths(most_truths);
    for (std::size_t begin = 0; begin < rows.count; begin += kBlock) {
        const std::size_t n = std::min(kBlock, rows.count - begin);
        std::size_t number = 0, truth = 0; // heights of the stacks
        const auto compare_top = [&](auto how) {
            number -= 2;
            compare(numbers[number], numbers[number + 1], truths[truth++], n, how);
        };
        const auto reckon_top = [&](auto how) {
            --number;
            reckon(numbers[number - 1], numbers[number], n, how);
        };
        for (const Step& step : steps_) {
            switch (step.op) {
            case Op::Number:
                numbers[number++].fill(step.number);
                break;
            case Op::Value:
                std::copy_n(values[step.index] + begin, n, numbers[number++].begin());
                break;
            case Op::Hundredfold:
                std::transform(values[step.index] + begin, values[step.index] + begin + n,
                               numbers[number++].begin(), hundredfold);
                break;
            case Op::Add:
                reckon_top([](double a, double b) { return a + b; });
                break;
            case Op::Subtract:
                reckon_top([](double a, double b) { return a - b; });
                break;
            case Op::Multiply:
                reckon_top([](double a, double b) { return a * b; });
                break;
            case Op::Divide:
                reckon_top([](double a, double b) {
                    return b == 0 ? std::numeric_limits<double>::quiet_NaN() : a / b;
                });
                break;
            case Op::Negate:
                for (std::size_t i = 0; i < n; ++i)
                    numbers[number - 1][i] = -numbers[number - 1][i];
                break;
            case Op::Less:
                compare_top([](double a, double b) { return a < b; });
                break;
            case Op::LessOrEqual:
                compare_top([](double a, double b) { return a <= b; });
                break;
            case Op::Greater:
                compare_top([](double a, double b) { return a > b; });
                break;
            case Op::GreaterOrEqual:
                compare_top([](double a, double b) { return a >= b; });
                break;
            case Op::Equal:
                compare_top([](double a, double b) { return a == b; });
                break;
            case Op::NotEqual:
                compare_top([](double a, double b) { return a != b; });
                break;
            case Op::IsMissing:
                --number;
                for (std::size_t i = 0; i < n; ++i)
                    truths[truth][i] = std::isnan(numbers[number][i]) ? Truth::True : Truth::False;
                ++truth;
                break;
            case Op::And:
            case Op::Or:
                --truth;
                for (std::size_t i = 0; i < n; ++i)
                    truths[truth - 1][i] = step.op == Op::And
                                               ? both(truths[truth - 1][i], truths[truth][i])
                                               : either(truths[truth - 1][i], truths[truth][i]);
                break;
            case Op::Not:
                for (std::size_t i = 0; i < n; ++i)
                    truths[truth - 1][i] = opposite(truths[truth - 1][i]);
                break;
            case Op::TextEqual:
            case Op::TextContains:
            case Op::TextStarts: {
                const auto& text = step.of_name ? rows.name : rows.geoid;
                for (std::size_t i = 0; i < n; ++i)
                    truths[truth][i] = text_meets(step.op, text(begin + i), texts_[step.index])
                                           ? Truth::True
                                           : Truth::False;
                ++truth;
                break;
            }
            }
        }
        std::copy_n(truths[0].begin(), n, out.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    return out;
}

std::vector<std::uint32_t> Expression::matches(const Rows& rows) const {
    const std::vector<Truth> truths = evaluate(rows);
    std::vector<std::uint32_t> found;
    for (std::size_t row = 0; row < truths.size(); ++row)
        if (truths[row] == Truth::True)
            found.push_back(static_cast<std::uint32_t>(row));
    return found;
}

} // namespace tractwise::tract
