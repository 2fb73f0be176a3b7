// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/open_rows.hpp"
#include "engine/study/study.hpp"

#include <map>
#include <string>
#include <vector>

namespace tractwise::study {

/// What a study says about open and closed: the day that counts, and the values of lists of places
/// that it counts by itself, so that they are not taken for closed.
///
///     const Opening opening = opening_of(study);
///     io::keep_open(stores, source, opening.rule("stores"), diagnostics);
struct Opening {
    io::Day day = io::today();
    /// The `status` of layers, the `where` of sites: source -> column -> values.
    std::map<std::string, std::map<std::string, std::vector<std::string>>> counted;

    io::OpenRule rule(const std::string& source_id) const;
    friend bool operator==(const Opening& a, const Opening& b) {
        return a.day == b.day && a.counted == b.counted;
    }
};
Opening opening_of(const Study& study);

} // namespace tractwise::study
