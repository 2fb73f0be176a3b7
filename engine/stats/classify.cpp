// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/classify.hpp"

#include "engine/stats/fisher_jenks.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::stats {

namespace {

struct Named {
    Method method;
    std::string_view name;
    bool takes_count;
};
constexpr std::array kMethods = {
    Named{Method::Quantiles, "quantiles", true},
    Named{Method::EqualInterval, "equal_interval", true},
    Named{Method::FisherJenks, "fisher_jenks", true},
    Named{Method::StdMean, "std_mean", false},
    Named{Method::BoxPlot, "box_plot", false},
    Named{Method::HeadTail, "head_tail", false},
    Named{Method::MaximumBreaks, "maximum_breaks", true},
    Named{Method::Percentiles, "percentiles", false},
    Named{Method::Pretty, "pretty", true},
};

const Named& row_of(Method method) {
    return *std::find_if(kMethods.begin(), kMethods.end(),
                         [&](const Named& row) { return row.method == method; });
}

/// The value at `parts` / `whole` of the way from the first to the last. In whole numbers, so that
/// a quantile that falls on a value is that value and not its neighbor in binary, which would put
/// the value into the next class.
double quantile_of(std::span<const double> sorted, std::size_t parts, std::size_t whole) {
    const std::size_t steps = (sorted.size() - 1) * parts;
    const std::size_t below = steps / whole;
    if (steps % whole == 0)
        return sorted[below];
    const double fraction = static_cast<double>(steps % whole) / static_cast<double>(whole);
    return std::lerp(sorted[below], sorted[below + 1], fraction);
}

double mean_of(std::span<const double> values) {
    const long double sum = std::accumulate(values.begin(), values.end(), 0.0L);
    return static_cast<double>(sum / static_cast<long double>(values.size()));
}

std::vector<double> quantiles(std::span<const double> sorted, std::size_t count) {
    std::vector<double> upper;
    for (std::size_t j = 1; j <= count; ++j)
        upper.push_back(quantile_of(sorted, j, count));
    return upper;
}

std::vector<double> equal_interval(std::span<const double> sorted, std::size_t count) {
    const double least = sorted.front(), greatest = sorted.back();
    std::vector<double> upper;
    for (std::size_t j = 1; j < count; ++j)
        upper.push_back(least +
                        (greatest - least) * static_cast<double>(j) / static_cast<double>(count));
    upper.push_back(greatest);
    return upper;
}

/// The last bound is above all values, or a class of its own holds the values beyond it.
std::vector<double> up_to(std::vector<double> upper, double greatest) {
    if (greatest > upper.back())
        upper.push_back(greatest);
    return upper;
}

std::vector<double> std_mean(std::span<const double> sorted) {
    const double mean = mean_of(sorted);
    long double squares = 0;
    for (const double x : sorted)
        squares += (x - static_cast<long double>(mean)) * (x - static_cast<long double>(mean));
    const auto s =
        static_cast<double>(std::sqrt(squares / static_cast<long double>(sorted.size() - 1)));
    return up_to({mean - 2 * s, mean - s, mean + s, mean + 2 * s}, sorted.back());
}

std::vector<double> box_plot(std::span<const double> sorted) {
    const double q1 = quantile_of(sorted, 1, 4), q3 = quantile_of(sorted, 3, 4);
    const double fence = 1.5 * (q3 - q1);
    return up_to({q1 - fence, q1, quantile_of(sorted, 1, 2), q3, q3 + fence}, sorted.back());
}

std::vector<double> head_tail(std::span<const double> sorted) {
    std::vector<double> upper;
    while (upper.size() + 1 < kMostClasses && sorted.front() < sorted.back()) {
        const double mean = mean_of(sorted);
        const auto above = std::upper_bound(sorted.begin(), sorted.end(), mean);
        if (above == sorted.end())
            break; // neighbors in binary: their mean rounds to the greater
        upper.push_back(mean);
        sorted = sorted.subspan(static_cast<std::size_t>(above - sorted.begin()));
    }
    upper.push_back(sorted.back());
    return upper;
}

std::vector<double> maximum_breaks(std::span<const double> sorted, std::size_t count) {
    std::vector<std::size_t> gaps; // places of the value before each gap
    for (std::size_t i = 0; i + 1 < sorted.size(); ++i)
        if (sorted[i] < sorted[i + 1])
            gaps.push_back(i);
    const auto wider = [&](std::size_t a, std::size_t b) {
        const double wide_a = sorted[a + 1] - sorted[a], wide_b = sorted[b + 1] - sorted[b];
        return wide_a != wide_b ? wide_a > wide_b : a < b;
    };
    const std::size_t kept = std::min(count - 1, gaps.size());
    std::partial_sort(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(kept), gaps.end(),
                      wider);
    std::vector<double> upper;
    for (std::size_t i = 0; i < kept; ++i)
        upper.push_back(std::midpoint(sorted[gaps[i]], sorted[gaps[i] + 1]));
    upper.push_back(sorted.back());
    return upper;
}

std::vector<double> percentiles(std::span<const double> sorted) {
    std::vector<double> upper;
    for (const std::size_t percent : {1, 10, 50, 90, 99, 100})
        upper.push_back(quantile_of(sorted, percent, 100));
    return upper;
}

/// Multiples of a round step. Kept as tenths and a power of ten, so that the bound 0.3 is the 0.3
/// that a reader writes, and values of 0.3 are not above it.
struct RoundStep {
    int tenths = 10;
    int power = 0;

    double bound(double multiple) const {
        const double number = multiple * tenths;
        return power > 0 ? number * std::pow(10.0, power - 1) : number / std::pow(10.0, 1 - power);
    }
    /// The greatest multiple that is not above x.
    double at_or_below(double x) const {
        double multiple = std::floor(x / bound(1));
        while (bound(multiple) > x)
            --multiple;
        while (bound(multiple + 1) <= x)
            ++multiple;
        return multiple;
    }
    double at_or_above(double x) const { return 0 - at_or_below(-x); }
};

std::vector<double> pretty(std::span<const double> sorted, std::size_t count) {
    const double least = sorted.front(), greatest = sorted.back();
    const double reach = std::max(std::abs(least), std::abs(greatest));
    const auto most = static_cast<double>(count);
    const auto power_of = [](double x) { return static_cast<int>(std::floor(std::log10(x))); };
    // Steps below the twelfth digit of the values cannot be told apart in binary any more.
    const int smallest =
        std::max({power_of((greatest / 2 - least / 2) / most), power_of(reach) - 12, -300});
    for (int power = smallest;; ++power)
        for (const int tenths : {10, 20, 25, 50}) {
            const RoundStep step{tenths, power};
            const double from = step.at_or_below(least), to = step.at_or_above(greatest);
            // 0 is a multiple of every step: values on both sides of it make two classes at least.
            if (to - from > most && step.bound(1) < reach)
                continue;
            std::vector<double> upper;
            const double first = std::max(from, to - most) + 1;
            for (int i = 0; first + i <= to; ++i)
                upper.push_back(step.bound(first + i));
            return upper;
        }
}

/// How many values are in class 0, in classes 0..1, and so on.
std::vector<std::size_t> ends_of(std::span<const double> sorted, const Classes& classes) {
    std::vector<std::size_t> ends;
    for (const double bound : classes.upper)
        ends.push_back(static_cast<std::size_t>(
            std::upper_bound(sorted.begin(), sorted.end(), bound) - sorted.begin()));
    if (!ends.empty())
        ends.back() = sorted.size();
    return ends;
}

double deviations_from_median(std::span<const double> sorted) {
    const double median = quantile_of(sorted, 1, 2);
    long double sum = 0;
    for (const double x : sorted)
        sum += std::abs(x - static_cast<long double>(median));
    return static_cast<double>(sum);
}

} // namespace

std::string_view name_of(Method method) {
    return row_of(method).name;
}

std::optional<Method> method_named(std::string_view name) {
    for (const Named& row : kMethods)
        if (row.name == name)
            return row.method;
    return std::nullopt;
}

bool takes_count(Method method) {
    return row_of(method).takes_count;
}

SortedValues::SortedValues(std::span<const double> values) {
    values_.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(values_),
                 [](double x) { return std::isfinite(x); });
    std::sort(values_.begin(), values_.end());
}

double SortedValues::quantile(double share) const {
    if (empty() || std::isnan(share))
        return kNaN;
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(size() - 1);
    const double nearest = std::round(place);
    // 0.29 * 100 is 28.999999999999996: meant is the value at 29.
    if (std::abs(place - nearest) <= 1e-12 * std::max(1.0, place))
        return values_[static_cast<std::size_t>(nearest)];
    const auto below = static_cast<std::size_t>(place);
    return std::lerp(values_[below], values_[below + 1], place - static_cast<double>(below));
}

int Classes::of(double value) const {
    if (upper.empty() || !std::isfinite(value))
        return kNone;
    const auto found = std::lower_bound(upper.begin(), upper.end(), value);
    return static_cast<int>(found == upper.end() ? upper.size() - 1 : found - upper.begin());
}

Classes classify(const SortedValues& values, Method method, int count) {
    if (count < 1 || count > kMostClasses)
        throw Error(ErrorKind::Usage,
                    fmt::format("{} classes: a map has 1 to {}", count, kMostClasses));
    if (values.empty())
        return {};
    const std::span<const double> sorted = values.values();
    Classes classes{.upper = {sorted.back()}, .lowest = sorted.front()};
    if (sorted.front() == sorted.back())
        return classes; // means and fences of equal values may differ from them by a digit
    const auto k = static_cast<std::size_t>(count);
    switch (method) {
    case Method::Quantiles:
        classes.upper = quantiles(sorted, k);
        break;
    case Method::EqualInterval:
        classes.upper = equal_interval(sorted, k);
        break;
    case Method::FisherJenks:
        classes.upper = fisher_jenks(sorted, count);
        break;
    case Method::StdMean:
        classes.upper = std_mean(sorted);
        break;
    case Method::BoxPlot:
        classes.upper = box_plot(sorted);
        break;
    case Method::HeadTail:
        classes.upper = head_tail(sorted);
        break;
    case Method::MaximumBreaks:
        classes.upper = maximum_breaks(sorted, k);
        break;
    case Method::Percentiles:
        classes.upper = percentiles(sorted);
        break;
    case Method::Pretty:
        classes.upper = pretty(sorted, k);
        break;
    }
    std::sort(classes.upper.begin(), classes.upper.end());
    classes.upper.erase(std::unique(classes.upper.begin(), classes.upper.end()),
                        classes.upper.end());
    return classes;
}

Classes own_classes(const SortedValues& values, std::span<const double> breaks) {
    if (values.empty())
        return {};
    Classes classes{.upper = {}, .lowest = values.values().front()};
    std::copy_if(breaks.begin(), breaks.end(), std::back_inserter(classes.upper),
                 [](double x) { return std::isfinite(x); });
    std::sort(classes.upper.begin(), classes.upper.end());
    classes.upper.erase(std::unique(classes.upper.begin(), classes.upper.end()),
                        classes.upper.end());
    const double greatest = values.values().back();
    classes.upper.push_back(classes.upper.empty() ? greatest
                                                  : std::max(greatest, classes.upper.back()));
    return classes;
}

std::vector<std::size_t> counts(const SortedValues& values, const Classes& classes) {
    std::vector<std::size_t> ends = ends_of(values.values(), classes);
    std::adjacent_difference(ends.begin(), ends.end(), ends.begin());
    return ends;
}

Fit fit(const SortedValues& values, const Classes& classes) {
    if (values.empty() || classes.upper.empty())
        return {.adcm = kNaN, .tss = kNaN, .gadf = kNaN};
    long double adcm = 0, tss = 0;
    std::size_t begin = 0;
    for (const std::size_t end : ends_of(values.values(), classes)) {
        const auto members = values.values().subspan(begin, end - begin);
        begin = end;
        if (members.empty())
            continue;
        adcm += deviations_from_median(members);
        const long double mean = std::accumulate(members.begin(), members.end(), 0.0L) /
                                 static_cast<long double>(members.size());
        for (const double x : members)
            tss += (x - mean) * (x - mean);
    }
    const double all = deviations_from_median(values.values());
    return {.adcm = static_cast<double>(adcm),
            .tss = static_cast<double>(tss),
            .gadf = all > 0 ? 1 - static_cast<double>(adcm) / all : 1};
}

} // namespace tractwise::stats
