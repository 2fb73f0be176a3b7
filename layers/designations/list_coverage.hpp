// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer.hpp"
#include "layers/designations/area_list.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tractwise::layers {

/// The places that a list of members speaks of: the states that it has rows of, or its only county.
///
///     Coverage coverage;
///     coverage.add(area, "17");      // for every row, whatever its status
///     coverage.tell(flags);          // not listed there is "no"
struct Coverage {
    std::set<std::string> states, counties;
    bool has_facilities = false;

    void add(const ListedArea& area, const std::string& state);
    /// A list of a state in which every row lies in one county is taken for an extract of that county.
    bool one_county() const;
    const std::set<std::string>& places() const { return one_county() ? counties : states; }
    void tell(AreaFlags& flags) const;
};

/// Says what "no" means. Findings: "members-only", "list-of-other-places", "part-of-county-listed".
/// Error(Input) for a list that has nothing of the study's states. `what`: "qualified census tracts".
void report_coverage(const AreaFlags& flags, const Coverage& coverage, const std::string& what,
                     const io::SourceSpec& spec, const layer::LayerContext& in);

/// Listed tracts of the study's counties that the study does not have, or has under another code.
class Strangers {
public:
    explicit Strangers(const tract::TractSet& tracts);

    bool in_region(const ListedArea& area) const;
    /// `tracts`: where the area was found, as AreaFlags tells.
    void add(const ListedArea& area, const std::vector<std::uint32_t>& tracts);
    /// Findings: "row-without-tract", "renumbered". Error(Input) for another vintage, declared or, where
    /// `one_vintage` says that all rows are of one census, told by tracts that were split since.
    void report(const io::SourceSpec& spec, bool one_vintage, const layer::LayerContext& in,
                tract::JoinAudit& audit) const;

private:
    const tract::TractSet& tracts_;
    std::set<std::string, std::less<>> counties_;
    std::set<std::string> unknown_, split_;
    std::set<std::pair<std::string, std::string>> renumbered_; ///< listed, and in the study
    std::size_t listed_ = 0;
};

} // namespace tractwise::layers
