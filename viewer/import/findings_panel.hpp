// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Everything doubtful that the run found, and what became of every source: warnings and notes to
/// filter, and a card per source. A click on a card selects the tracts that the source does not
/// have.
class FindingsPanel final : public Panel {
public:
    void draw(PanelContext& in) override;

private:
    /// A finding with what was found out about its examples.
    struct Line {
        const Finding* finding = nullptr;
        std::string message;              ///< with a capital letter
        std::string source;               ///< its title
        std::vector<std::int64_t> tracts; ///< row per example; -1: no tract
        std::string text;                 ///< in lower case, for the filter
    };

    void refresh(const Snapshot& shown);
    void draw_summary(PanelContext& in);
    void draw_findings(PanelContext& in);
    void draw_finding(PanelContext& in, std::size_t which);
    void draw_audits(PanelContext& in);
    void draw_audit(PanelContext& in, std::size_t which);

    std::uint64_t version_ = 0;
    std::shared_ptr<const study::Results> results_; ///< what `lines_` points into
    std::shared_ptr<const Overlays> overlays_;
    std::vector<Line> lines_; ///< warnings first
    std::size_t warnings_ = 0;
    std::vector<std::vector<std::uint32_t>> without_; ///< rows, per audit
    /// Per audit: how many places have each fate; nothing but zeros where it is no list of places.
    std::vector<std::array<std::size_t, layer::PlaceAudit::kFates>> fates_;
    int show_ = 0; ///< all, warnings, notes
    std::string filter_;
};

} // namespace tractwise::viewer
