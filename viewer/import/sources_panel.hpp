// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Where every number comes from: one column in full, and the files of the study.
class SourcesPanel final : public Panel {
public:
    void draw(PanelContext& in) override;

private:
    struct MissingLine {
        io::Missing reason = io::Missing::None;
        std::size_t tracts = 0;
    };
    /// A file that the run read, with who uses it.
    struct SourceCard {
        std::string id, title, path, sha256, license, url, users;
        int year = 0, vintage = 0;
    };

    void refresh(const Snapshot& shown);
    void refresh_column(const Snapshot& shown);
    void draw_column(PanelContext& in);
    void draw_parts(PanelContext& in) const; ///< what the study has, and what could be added
    void draw_source(PanelContext& in, const SourceCard& card);

    std::shared_ptr<const study::Results> results_;
    std::vector<ui::Choice> choices_;
    std::vector<SourceCard> cards_;
    std::string column_;       ///< chosen here; empty: the one on the map
    std::string counted_name_; ///< of the column that the counts below are of
    std::vector<MissingLine> missing_;
    std::size_t known_ = 0;
    bool margins_ = false;
    Language language_ = Language::English;
};

} // namespace tractwise::viewer
