// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tractwise {

enum class Severity { Note, Warning };

/// One doubtful thing about the data, kept for the user instead of being repaired in silence.
struct Finding {
    Severity severity = Severity::Warning;
    std::string code;    ///< stable, kebab-case: "lost-leading-zero"
    std::string source;  ///< source id or file
    std::string message; ///< one sentence that a planner understands, with the numbers
    std::size_t count = 1;
    std::vector<std::string> examples; ///< ids or rows ("row 12"), at most kMaxExamples

    static constexpr std::size_t kMaxExamples = 5;

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// Collects findings while files are read and columns computed.
///
///     diagnostics.add({Severity::Warning, "lost-leading-zero", "atlas",
///                      "ids had lost their leading zero and were repaired", 13645, {"1001020100"}});
///     for (const Finding& f : diagnostics.findings()) ...
///
/// Equal (code, source, message) are merged: counts add, examples are kept up to the limit. Order
/// is the order of first appearance, so equal runs give equal lists. Not thread-safe: give each
/// thread its own and merge in order.
class Diagnostics {
public:
    void add(Finding finding);
    void merge(const Diagnostics& other);
    const std::vector<Finding>& findings() const { return findings_; }
    bool has_warnings() const;

private:
    std::vector<Finding> findings_;
};

std::string to_string(Severity severity);

} // namespace tractwise
