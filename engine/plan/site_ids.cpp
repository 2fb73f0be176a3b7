// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/sites.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::plan {

const SitingSites::Entry& SitingSites::entry(std::string_view id, const ConfigTable& table,
                                             std::string_view key, bool candidates_only) const {
    const auto matches = [&](auto&& wanted) {
        std::vector<const Entry*> found;
        for (const Entry& each : entries)
            if (wanted(each))
                found.push_back(&each);
        return found;
    };
    // A row that is existing and candidate at once stands twice; the candidate goes first where
    // only candidates are asked for.
    auto found =
        matches([&](const Entry& e) { return e.id == id && !(candidates_only && e.existing); });
    if (found.empty())
        found = matches(
            [&](const Entry& e) { return e.known_as == id && !(candidates_only && e.existing); });
    if (found.empty())
        found = matches([&](const Entry& e) { return e.id == id || e.known_as == id; });
    if (found.size() == 1 || (found.size() == 2 && found[0]->id == found[1]->id))
        return *found.front();
    if (found.size() > 1)
        table.fail(
            key, fmt::format("site \"{}\" may be \"{}\" or \"{}\"", id, found[0]->id, found[1]->id),
            "write one of these");
    if (std::find(left_out.begin(), left_out.end(), id) != left_out.end())
        table.fail(key, fmt::format("site \"{}\" is left out by `where`", id),
                   "change the filter, or take the id out");
    if (std::find(closed.begin(), closed.end(), id) != closed.end())
        table.fail(key, fmt::format("site \"{}\" is closed, or not open yet, by its own list", id),
                   "open = \"all\" of its source counts every row; or take the id out");
    std::vector<std::string> known;
    for (const Entry& each : entries)
        if (!(candidates_only && each.existing))
            known.push_back(each.id);
    table.fail(key,
               fmt::format("no {} has the id \"{}\"", candidates_only ? "candidate" : "site", id),
               suggestion(id, known));
}

namespace {

std::uint32_t site_of(const SitingSites::Entry& named, const ConfigTable& table,
                      std::string_view key) {
    if (named.site == SitingSites::Entry::kNone)
        throw Error(named.without_place ? ErrorKind::Input : ErrorKind::Usage,
                    fmt::format("site \"{}\" {}", named.id, named.why_none),
                    {.where = table.where(key)});
    return named.site;
}

} // namespace

std::uint32_t SitingSites::find(std::string_view id, const ConfigTable& table,
                                std::string_view key) const {
    return site_of(entry(id, table, key, false), table, key);
}

std::uint32_t SitingSites::find_candidate(std::string_view id, const ConfigTable& table,
                                          std::string_view key) const {
    const Entry& named = entry(id, table, key, true);
    if (named.existing)
        table.fail(key, fmt::format("site \"{}\" is an existing site and stays open anyway", id),
                   "name a candidate, or take it out of `existing`");
    return site_of(named, table, key);
}

} // namespace tractwise::plan
