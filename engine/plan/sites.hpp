// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/stage.hpp"
#include "engine/siting/problem.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Private to engine/plan: where a stop is or could be.

namespace tractwise::plan {

/// The sites of a study: existing ones first, then candidates, each by id, so that the order of
/// rows in a file makes no difference.
///
///     const SitingSites sites = read_sites(choice, in, diagnostics);
///     sites.sites[sites.find("C012", choice.declared, "required")].name;
struct SitingSites {
    std::vector<siting::Site> sites;
    std::vector<std::string> known_as; ///< per site: the id as its source writes it

    /// Every row that was read, also those that became no site.
    struct Entry {
        static constexpr std::uint32_t kNone = 0xffffffffU;
        std::string id, known_as;
        bool existing = false;
        std::uint32_t site = kNone;
        std::string why_none; ///< "has no coordinates (candidates.csv, line 12)"
        bool without_place = false;
    };
    std::vector<Entry> entries;
    std::vector<std::string> left_out; ///< ids of rows that `where` leaves out
    std::vector<std::string> closed;   ///< ids of rows that their list says are closed

    /// The site of an id, as it is or as its source writes it. Error(Usage) at `key` for one that
    /// is none, with a suggestion, or stands for several; Error(Input) for one without coordinates.
    std::uint32_t find(std::string_view id, const ConfigTable& table, std::string_view key) const;
    /// The same, of candidates only: an existing site is Error(Usage).
    std::uint32_t find_candidate(std::string_view id, const ConfigTable& table,
                                 std::string_view key) const;
    const Entry& entry(std::string_view id, const ConfigTable& table, std::string_view key,
                       bool candidates_only) const;
};

/// Reads the sources of sites and settles who may be what. Findings: sites without coordinates, ids
/// that stand twice for one place, candidates within 50 m of an existing site, which are left out
/// unless they are required or excluded by name. Errors as run_siting() has them.
SitingSites read_sites(const SitingChoice& choice, const SitingInputs& in,
                       Diagnostics& diagnostics);

} // namespace tractwise::plan
