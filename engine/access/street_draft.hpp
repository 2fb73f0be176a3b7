// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/street_network.hpp"

#include <cstdint>
#include <string>
#include <vector>

// Private to engine/access: from ways with tags to segments and arcs, before they are put in order.

namespace tractwise::access {

/// What the profile leaves of the streets.
///
///     StreetDraft draft(streets, profile, progress);       // ways -> segments between nodes
///     draft.forbid_turns(streets, diagnostics);            // restrictions -> copies of nodes
///     for (const StreetDraft::Arc& arc : draft.arcs()) ...
class StreetDraft {
public:
    struct Arc {
        std::uint32_t tail, head;
        std::uint32_t directed; ///< segment * 2, + 1 against its order
    };

    StreetDraft(const io::StreetData& streets, const TravelProfile& profile,
                const Progress& progress);
    void forbid_turns(const io::StreetData& streets, Diagnostics& diagnostics);
    /// One per allowed direction of every segment, and one more for every copy it leaves from.
    std::vector<Arc> arcs() const;

    std::vector<geo::LonLat> node; ///< copies at the end
    std::vector<StreetNetwork::Segment> segments;
    geo::LineSet shapes;
    std::vector<std::uint32_t> name_of; ///< per segment, in names
    std::vector<std::string> names{""};
    std::vector<std::string> classes;
    std::vector<StreetNetwork::DroppedWays> dropped;
    std::size_t turns_forbidden = 0, barriers = 0;
    /// The crossing that each copy stands for; copies are the last nodes.
    std::vector<std::uint32_t> copied;

private:
    struct Uses;
    void cut(const io::StreetData& streets, const Uses& uses);
    void add_segment(const io::StreetData& streets, const Uses& uses, std::size_t way,
                     std::size_t first, std::size_t last);
    std::uint32_t node_at(const io::StreetData& streets, const Uses& uses, std::uint32_t data_node);
    void index_arcs();
    std::uint32_t tail_of(std::uint32_t directed) const {
        const StreetNetwork::Segment& s = segments[directed >> 1U];
        return (directed & 1U) != 0 ? s.to : s.from;
    }
    std::uint32_t head_of(std::uint32_t directed) const { return tail_of(directed ^ 1U); }
    bool open(std::uint32_t directed) const {
        const StreetNetwork::Segment& s = segments[directed >> 1U];
        return ((directed & 1U) != 0 ? s.backward_ms : s.forward_ms) != kNoWay;
    }
    std::span<const std::uint32_t> leaving(std::uint32_t v) const {
        return {leaving_.data() + leaving_first_[v], leaving_first_[v + 1] - leaving_first_[v]};
    }
    std::span<const std::uint32_t> arriving(std::uint32_t v) const {
        return {arriving_.data() + arriving_first_[v], arriving_first_[v + 1] - arriving_first_[v]};
    }

    const TravelProfile& profile_;
    std::vector<std::uint32_t> node_of_;     ///< of the data's nodes
    std::vector<std::uint32_t> name_of_way_; ///< in names
    std::vector<std::uint32_t> leaving_first_, leaving_, arriving_first_, arriving_; ///< directed
    std::vector<std::uint32_t> redirected_; ///< per directed: its copy, where a turn is forbidden
    std::vector<std::vector<std::uint32_t>> leaving_copy_; ///< per copy
};

} // namespace tractwise::access
