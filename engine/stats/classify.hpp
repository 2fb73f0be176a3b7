// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tractwise::stats {

/// How values are cut into classes for a map.
enum class Method {
    Quantiles,     ///< equally many values in each; type 7 interpolation
    EqualInterval, ///< equally wide
    FisherJenks,   ///< least squared deviation within classes, exact
    StdMean,  ///< mean - 2 s, - 1 s, + 1 s, + 2 s; s with n - 1; the number of classes is fixed
    BoxPlot,  ///< q1 - 1.5 IQR, q1, median, q3, q3 + 1.5 IQR; six classes
    HeadTail, ///< means of ever higher tails (Jiang 2013)
    MaximumBreaks, ///< at the widest gaps
    Percentiles,   ///< 1, 10, 50, 90, 99 %; six classes
    Pretty,        ///< about k classes with round bounds
};
/// "quantiles", "equal_interval", "fisher_jenks", ... as a study file writes them.
std::string_view name_of(Method method);
std::optional<Method> method_named(std::string_view name);
/// False where the method itself says how many classes there are.
bool takes_count(Method method);

/// The values of a column that are known, sorted: made once, classified often.
class SortedValues {
public:
    SortedValues() = default;
    explicit SortedValues(std::span<const double> values); ///< NaN and infinities are left out
    std::span<const double> values() const { return values_; }
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    /// Type 7 interpolation; `share` 0..1. NaN where there is no value.
    double quantile(double share) const;

private:
    std::vector<double> values_;
};

/// Ascending upper bounds, closed above: class j holds upper[j - 1] < x <= upper[j].
struct Classes {
    static constexpr int kNone = -1;
    std::vector<double> upper;
    double lowest = 0; ///< least value that was classified; bounds of the first class for a legend

    std::size_t size() const { return upper.size(); }
    /// kNone for NaN; a value above the last bound (locked classes) belongs to the last class.
    int of(double value) const;
    friend bool operator==(const Classes&, const Classes&) = default;
};

/// Cuts the values into at most `count` classes.
///
///     const SortedValues sorted(column.values);
///     const Classes classes = classify(sorted, Method::FisherJenks, 5);
///     classes.of(column.values[row]);
///
/// Equal bounds collapse, so ties can give fewer classes than asked for; no value gives none.
/// `count` is 1..20; methods that do not take it ignore it.
Classes classify(const SortedValues& values, Method method, int count);

/// Own breaks: upper bounds of all classes but the last, which ends at the largest value. Breaks
/// are sorted, repeated and NaN ones left out; breaks at or above the largest value make the last
/// class empty rather than vanish.
Classes own_classes(const SortedValues& values, std::span<const double> breaks);

/// Values in each class, in the order of the classes.
std::vector<std::size_t> counts(const SortedValues& values, const Classes& classes);

/// How well classes hold together.
struct Fit {
    double adcm = 0; ///< sum of absolute deviations from the class medians
    double tss = 0;  ///< sum of squared deviations from the class means
    double gadf = 0; ///< 1 - adcm / sum of absolute deviations from the median of all
};
Fit fit(const SortedValues& values, const Classes& classes);

} // namespace tractwise::stats
